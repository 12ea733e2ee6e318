// Asks how far the work has come and moves the bars; when something is done, the page is shown anew.
const section = document.querySelector("#working");

async function ask() {
  let jobs;
  try {
    const answer = await fetch(section.dataset.state, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    jobs = (await answer.json()).jobs;
  } catch {
    return; // the desk is away for a moment
  }
  const known = new Map(jobs.map((job) => [String(job.id), job]));
  for (const place of section.querySelectorAll("[data-job]")) {
    const job = known.get(place.dataset.job);
    if (!job) return location.reload();
    place.querySelector("progress").value = job.step;
    const stage = place.querySelector(".stage");
    if (stage.textContent !== job.stage) stage.textContent = job.stage;
  }
}

setInterval(ask, 700);
