"use strict";

/** The first picture, as soon as can be; then, when it stands, everything else. */
(async () => {
  const page = document.documentElement;
  const frame = () =>
    new Promise((go) => {
      requestAnimationFrame(() => setTimeout(go));
      setTimeout(go, 200); // a page in the background is given no frames
    });

  try {
    kgraph.block = await kgraph.unpack("graph");
    kgraph.run();
    const { camera, ground, labels, address } = kgraph;
    camera.go(camera.everything());
    await ground.drawFar();
    address.restore(["view"]);
    labels.choose();
    await frame();
    performance.mark("painted");
    page.dataset.painted = "true";

    for (const source of await kgraph.unpack("late")) {
      const script = document.createElement("script");
      script.textContent = source;
      document.head.append(script);
      await kgraph.pause();
    }
    kgraph.told = await kgraph.unpack("details");
    await kgraph.pause();
    kgraph.run();
    await kgraph.main.start();
    performance.mark("ready");
    page.dataset.ready = "true";
  } catch (error) {
    const notice = document.createElement("p");
    notice.className = "notice";
    const browsers = "Chrome 103, Firefox 113, Safari 16.4";
    notice.textContent =
      document.documentElement.lang === "ko"
        ? `이 브라우저는 페이지를 그릴 수 없습니다 (${error.message}). ${browsers} 이상에서 열립니다.`
        : `This browser cannot draw the page (${error.message}). ${browsers} and later can.`;
    document.body.append(notice);
    throw error;
  }
})();
