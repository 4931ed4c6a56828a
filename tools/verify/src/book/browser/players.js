// Run in every page. Steps every trace player to its end by keys and back by buttons, and notes what its table shows.
const table = player => [...player.querySelectorAll('tbody tr')].map(row => [...row.cells].slice(0, 3).map(cell => cell.textContent));
const polls = player => table(player).reduce((sum, row) => sum + Number(row[2]), 0);
return [...document.querySelectorAll('trace-player')].map(player => {
    const data = player.querySelector('script[type="application/json"]');
    const button = label => player.querySelector(`button[aria-label="${label}"]`);
    if (!data || !button('To the end')) return { broken: true };
    const recording = JSON.parse(data.textContent);
    const press = key => button('One step forward').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const start = table(player);
    // mdbook turns the page on the same keys: they must not get out of the player.
    let leaked = false;
    const leak = () => { leaked = true; };
    document.addEventListener('keydown', leak);
    const totals = [polls(player)];
    for (const _ of recording.events) {
        press('ArrowRight');
        totals.push(polls(player));
    }
    document.removeEventListener('keydown', leak);
    const end = table(player);
    const said = player.querySelector('[aria-live]').textContent;
    for (const _ of recording.events) button('One step back').click();
    return { recording, start, totals, end, said, leaked, back: table(player) };
});
