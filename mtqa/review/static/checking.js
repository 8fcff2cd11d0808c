// The page that stands where an article is still being checked; it gives way to the article.
(() => {
  "use strict";
  const place = document.getElementById("checking");
  const { get } = window.mtqaReview;

  const look = async () => {
    try {
      const state = await get("/api/state", { article: place.dataset.article });
      if (!state.checking) {
        location.reload();
        return;
      }
    } catch (problem) {
      place.textContent = problem.error;
    }
    setTimeout(look, 500);
  };
  setTimeout(look, 500);
})();
