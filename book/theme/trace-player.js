// <trace-player>: steps through a recording of polls, or of states that lanes enter and leave, forwards and backwards.
//
// It holds a <script type="application/json"> with the recording (tools/trace writes it) and the recording's picture.
// Without JavaScript the picture stands alone. Nothing is fetched; state is computed from the recording by replaying it.

/** How a lane stands before anything happened. */
const UNBORN = { state: "not made yet", polls: 0, kept: 0, depth: 0 };

/** Whether anything is polled in it. If not, lanes begin and end states, and there are no wakers. */
const hasPolls = (recording) => recording.events.some((event) => event.what === "poll");

/** In words: who causes a wake. */
const causeOf = (recording, event) => {
    if (event.by === undefined) return "somebody outside";
    return typeof event.by === "number" ? recording.lanes[event.by] : event.by;
};

/** The state of everything after the first `count` events. */
function replay(recording, count) {
    const unborn = hasPolls(recording) ? UNBORN : { ...UNBORN, state: "not begun" };
    // A lane with nothing but marks (the kernel, say) is never made.
    const onlyMarks = (place) => recording.events.every((event) => event.lane !== place || event.what === "mark");
    const lanes = recording.lanes.map((name, place) => ({ ...unborn, ...(onlyMarks(place) && { state: "-" }), name, open: [] }));
    const woken = [];
    for (const event of recording.events.slice(0, count)) {
        const lane = lanes[event.lane];
        step(lane, event);
        if (event.what === "wake" && !woken.includes(lane.name)) woken.push(lane.name);
        if (["poll", "drop"].includes(event.what) && woken.includes(lane.name)) woken.splice(woken.indexOf(lane.name), 1);
    }
    return { lanes, woken, at: count === 0 ? 0 : recording.events[count - 1].at };
}

/** What one event does to its lane. */
function step(lane, event) {
    switch (event.what) {
        case "spawn":
            lane.state = "made, not polled yet";
            break;
        case "poll":
            lane.polls += 1;
            lane.state = "being polled";
            break;
        case "pending":
            lane.kept = event.kept;
            lane.used = false;
            lane.state = lane.early ? "woken, to be polled again" : "waiting";
            lane.early = false;
            break;
        case "wake":
            lane.used = true;
            // Woken during its own poll: it is ready again as soon as that poll is over.
            if (lane.state === "being polled") lane.early = true;
            else if (lane.state !== "finished") lane.state = "woken, to be polled again";
            break;
        case "ready":
            lane.kept = 0;
            lane.state = "finished";
            break;
        case "panicked":
            lane.state = "panicked";
            break;
        case "drop":
            lane.kept = 0;
            lane.state = event.finished ? "finished and dropped" : "dropped unfinished";
            break;
        case "begin":
            // A state may interrupt another, which goes on afterwards; `instead`: the other is over.
            if (event.instead) lane.open.pop();
            lane.open.push(event.state);
            lane.state = event.state;
            break;
        case "end":
            lane.open.pop();
            lane.state = lane.open.at(-1) ?? "-";
            break;
    }
}

/** What just happened, in one sentence. */
function sentence(recording, count) {
    if (count === 0) return "Nothing has happened yet.";
    const event = recording.events[count - 1];
    const name = recording.lanes[event.lane];
    switch (event.what) {
        case "spawn":
            return `The future ${name} is made. Nobody has polled it.`;
        case "poll":
            return `${name} is polled.`;
        case "pending":
            return event.kept > 0
                ? `${name} returns Pending and has left its waker with somebody.`
                : `${name} returns Pending. Its waker is kept by nobody.`;
        case "ready":
            return `${name} returns Ready: it is finished.`;
        case "panicked":
            return `${name} panics.`;
        case "wake": {
            const by = causeOf(recording, event);
            return by === name ? `${name} wakes itself.` : `${name} is woken by ${by}.`;
        }
        case "drop":
            return event.finished ? `${name} is dropped; it had finished.` : `${name} is dropped before it has finished: it is cancelled.`;
        case "mark":
            return `${name}: ${event.text}${/[.?!]$/.test(event.text) ? "" : "."}`;
        case "begin":
            return `${name} is ${event.state}${event.why ? ` (${event.why})` : ""}.`;
        default: {
            const { open } = replay(recording, count).lanes[event.lane];
            return open.length > 0 ? `${name} is ${open.at(-1)} again.` : `${name} is done with that.`;
        }
    }
}

/** Who will use the waker that a lane has left somewhere: the cause of its next wake. */
function holder(recording, lane, count) {
    const next = recording.events.slice(count).find((event) => event.lane === lane && event.what === "wake");
    return next ? causeOf(recording, next) : "somebody who never uses it";
}

const element = (name, attributes = {}, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
};

class TracePlayer extends HTMLElement {
    connectedCallback() {
        const data = this.querySelector('script[type="application/json"]');
        if (!data || this.recording) return;
        this.recording = JSON.parse(data.textContent);
        this.count = 0;
        this.build();
        this.show();
    }

    get steps() {
        return this.recording.events.length;
    }

    /** Goes to a step; out of range means the nearest end. */
    go(count) {
        this.count = Math.min(Math.max(count, 0), this.steps);
        this.show();
    }

    build() {
        const box = element("div", { class: "player", role: "group", "aria-label": `Step through: ${this.recording.title}` });
        box.append(this.controls(), this.said(), this.table(), this.queue());
        box.addEventListener("keydown", (event) => this.key(event));
        this.append(box);
        this.cursor = this.line();
    }

    /** A line in the picture that stands where the steps have come to. */
    line() {
        const picture = this.querySelector("svg.trace");
        if (!picture) return undefined;
        const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
        line.setAttribute("class", "player-cursor");
        line.setAttribute("stroke", "currentColor");
        picture.append(line);
        this.foot = picture.viewBox.baseVal.height - 26;
        return line;
    }

    controls() {
        const row = element("div", { class: "player-controls" });
        const button = (sign, label, move) => {
            const made = element("button", { type: "button", "aria-label": label, title: label }, sign);
            made.addEventListener("click", () => this.go(move()));
            return made;
        };
        this.slider = element("input", { type: "range", min: 0, max: this.steps, value: 0, "aria-label": "Step" });
        this.slider.addEventListener("input", () => this.go(Number(this.slider.value)));
        this.place = element("span", { class: "player-place" });
        this.back = button("\u2039", "One step back", () => this.count - 1);
        this.forward = button("\u203a", "One step forward", () => this.count + 1);
        row.append(
            button("\u00ab", "To the beginning", () => 0),
            this.back,
            this.forward,
            button("\u00bb", "To the end", () => this.steps),
            this.slider,
            this.place,
        );
        return row;
    }

    said() {
        this.sentence = element("p", { class: "player-sentence", "aria-live": "polite" });
        return this.sentence;
    }

    table() {
        const table = element("table");
        const head = element("tr");
        const polls = hasPolls(this.recording);
        const titles = [polls ? "future" : "lane", "state", "polls", "its waker"];
        for (const title of titles) head.append(element("th", { scope: "col" }, title));
        table.append(element("thead"), element("tbody"));
        table.tHead.append(head);
        this.rows = this.recording.lanes.map((name) => {
            const row = element("tr");
            row.append(element("th", { scope: "row" }, name), element("td"), element("td"), element("td"));
            table.tBodies[0].append(row);
            return row;
        });
        // Lanes without polls have no polls to count, and no wakers.
        for (const row of [head, ...this.rows]) for (const cell of [...row.cells].slice(2)) cell.hidden = !polls;
        return table;
    }

    queue() {
        this.woken = element("p", { class: "player-queue" });
        this.woken.hidden = !hasPolls(this.recording);
        return this.woken;
    }

    key(event) {
        const moves = { ArrowLeft: this.count - 1, ArrowRight: this.count + 1, Home: 0, End: this.steps };
        if (!(event.key in moves)) return;
        // mdbook turns the page by these keys.
        event.stopPropagation();
        // The slider moves by itself, and tells us.
        if (event.target === this.slider) return;
        event.preventDefault();
        this.go(moves[event.key]);
    }

    show() {
        const now = replay(this.recording, this.count);
        const current = this.count > 0 ? this.recording.events[this.count - 1].lane : -1;
        this.slider.value = this.count;
        this.slider.setAttribute("aria-valuetext", `step ${this.count} of ${this.steps}`);
        this.place.textContent = `step ${this.count} of ${this.steps}, at ${now.at} ms`;
        this.sentence.textContent = sentence(this.recording, this.count);
        this.rows.forEach((row, place) => {
            const lane = now.lanes[place];
            const [, state, polls, waker] = row.cells;
            state.textContent = lane.state;
            polls.textContent = lane.polls;
            const kept = lane.used ? "used" : `with ${holder(this.recording, place, this.count)}`;
            waker.textContent = lane.kept > 0 ? kept : "-";
            row.classList.toggle("player-current", place === current);
        });
        const waiting = now.woken.length > 0 ? now.woken.join(", ") : "nobody";
        this.woken.textContent = `Ready queue (woken, and not polled since): ${waiting}.`;
        const x = this.count > 0 ? this.recording.events[this.count - 1].x : 2;
        this.cursor?.setAttribute("d", `M${x} 20V${this.foot}`);
    }
}

customElements.define("trace-player", TracePlayer);
