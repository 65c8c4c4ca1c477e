// The time left in a sitting is what the server said last, counted on by this machine's monotonic clock: its other
// clock may be wrong. Said aloud once, at five minutes; when it is up, what waits is sent and the paper handed in.
(() => {
  const WARN = 300;
  const UP = "Time is up, and there is no connection just now. Your answers are kept on this machine and sent as soon as it is back.";
  let clock = null;

  const left = () => Math.max(0, clock.left - (performance.now() - clock.told) / 1000);
  const words = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  const tick = () => {
    if (!clock?.time.isConnected) return;
    const now = left();
    clock.words.textContent = words(now);
    clock.bar.setAttribute("width", Math.min(100, 100 * now / clock.of).toFixed(1));
    clock.time.classList.toggle("near", now <= WARN);
    if (now <= WARN && !clock.warned) {
      clock.warned = true;
      const minutes = Math.ceil(now / 60);
      document.getElementById("say").textContent = `${minutes} ${minutes === 1 ? "minute" : "minutes"} left.`;
    }
    if (now <= 0 && !clock.up) {
      clock.up = true;
      end();
    }
  };
  const end = () => {
    const wait = document.querySelector("[data-exam-wait]"), form = document.querySelector("[data-time-is-up]");
    if (wait) location.assign(wait.dataset.examWait);
    else if (form) document.dispatchEvent(new CustomEvent("exam:flush", { detail: { must: UP, then: (empty) => empty && form.submit() } }));
  };

  document.addEventListener("exam:heard", ({ detail }) => {
    if (!clock) return;
    Object.assign(clock, { left: detail.left, told: performance.now() });
    if (detail.paused || !detail.open) location.reload();
  });

  document.addEventListener("momentum:page", () => {
    clearInterval(clock?.timer);
    const time = document.querySelector(".exam-head [data-left]");
    clock = time && {
      time, words: time.querySelector("[data-clock]"), bar: time.querySelector("[data-left-bar]"),
      left: Number(time.dataset.left), of: Number(time.dataset.of), told: performance.now(),
    };
    if (clock) clock.warned = clock.left <= WARN && clock.of > WARN;
    if (clock) clock.timer = setInterval(tick, 250);
    const after = document.querySelector("[data-after]");
    if (after) setTimeout(() => after.isConnected && location.assign(after.dataset.examWait), 1000 * after.dataset.after);
  });
})();
