"""Three questions to three clients: one answers, one falls silent, one hangs up."""

import asyncio

LIMIT = 1
QUESTIONS = [b"name?\n", b"quest?\n", b"colour?\n"]


# ANCHOR: interview
async def interview(reader, writer):
    answers = []
    for question in QUESTIONS:
        writer.write(question)
        async with asyncio.timeout(LIMIT):
            line = await reader.readuntil()
        answers.append(line.decode().strip())
    return answers
# ANCHOR_END: interview


async def play(address, answers):
    """Answers question after question, as long as it has answers."""
    reader, writer = await asyncio.open_connection(*address)
    for answer in answers:
        await reader.readline()
        if answer == "(silence)":
            await reader.readline()  # until the other side gives up
        elif answer == "(hangs up)":
            break
        else:
            writer.write(f"{answer}\n".encode())
    writer.close()


async def main():
    outcomes = asyncio.Queue()

    async def serve(reader, writer):
        try:
            outcomes.put_nowait(", ".join(await interview(reader, writer)))
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            outcomes.put_nowait(type(error).__name__)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    for who, answers in [
        ("answers", ["Lancelot", "the Grail", "blue"]),
        ("falls silent", ["Robin", "(silence)"]),
        ("hangs up", ["Galahad", "(hangs up)"]),
    ]:
        client = asyncio.create_task(play(address, answers))
        print(f"{who}: {await outcomes.get()}")
        await client
    server.close()


asyncio.run(main())
