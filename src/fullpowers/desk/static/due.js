// Deadlines count down: the time stays as it is, how long it is goes behind it.
function words(milliseconds) {
  const minutes = Math.round(Math.abs(milliseconds) / 60000);
  const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24;
  if (days > 1) return `${days} days`;
  if (days) return `1 day ${hours} h`;
  return hours ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

function count() {
  for (const time of document.querySelectorAll("time.due")) {
    const left = new Date(time.dateTime) - Date.now();
    let note = time.nextElementSibling;
    if (!note?.classList.contains("left")) {
      note = document.createElement("span");
      note.className = "left hint";
      time.after(" ", note);
    }
    note.textContent = left < 0 ? `(${words(left)} ago)` : `(in ${words(left)})`;
    time.classList.toggle("past", left < 0);
    time.classList.toggle("near", left >= 0 && left < 24 * 3600 * 1000);
  }
}

count();
setInterval(count, 30000);
