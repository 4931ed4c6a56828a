// Run in every page. Opens what is folded, waits for letters and layout, and measures.
// What scrolls inside a box of its own is fine.
const done = arguments[arguments.length - 1];
document.querySelectorAll('details').forEach(box => { box.open = true; });
const frame = () => new Promise(next => requestAnimationFrame(next));
const boxed = element => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== 'visible') return true;
    }
    return false;
};
document.fonts.ready.then(frame).then(frame).then(() => {
    const root = document.documentElement;
    let widest = null;
    let right = root.clientWidth + 0.5;
    if (root.scrollWidth > root.clientWidth) {
        for (const element of document.querySelectorAll('body *')) {
            const edge = element.getBoundingClientRect().right;
            if (edge > right && !boxed(element)) {
                right = edge;
                widest = element;
            }
        }
    }
    const name = widest && `<${widest.tagName.toLowerCase()}${widest.id && ' id=' + widest.id}> reaches to ` +
        `${Math.round(right)} px: ${widest.textContent.trim().slice(0, 60)}`;
    done({
        scrollWidth: root.scrollWidth, clientWidth: root.clientWidth, scrollHeight: root.scrollHeight,
        theme: root.className, widest: name,
    });
});
