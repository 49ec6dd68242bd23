// What only a page of its own needs: state in the address, and the life of the server.

const PULSE = 1500; // milliseconds between two looks at the server
const GIVE_UP = 4; // so many looks at a server that is there, without an answer: load the page anew

/** Tie a view to the page it fills; returns what undoes it. */
function tieToPage({ link, lost, found, isLost }) {
  const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const open = () => link.ask({ open: location.hash.slice(1) });
  let silent = 0;
  const anew = () => {
    clearInterval(pulse); // once: the page takes a while, and a second load would begin it again
    location.reload();
  };
  const look = async () => {
    const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" }).catch(() => null);
    if (!answer) return lost();
    if (!answer.ok) return anew(); // the server is another one; the state is in the address
    if (!isLost()) return (silent = 0);
    if (!link.underWay) return found();
    if (++silent === 1) link.retry();
    else if (silent > GIVE_UP) anew();
  };
  const pulse = setInterval(look, PULSE);
  addEventListener("hashchange", open);
  open();
  return () => {
    clearInterval(pulse);
    removeEventListener("hashchange", open);
  };
}

/** Let the address hold the state, so that a reload or another browser shows the same. */
function keepInAddress(state) {
  history.replaceState(history.state, "", state ? `#${state}` : location.pathname + location.search);
}
