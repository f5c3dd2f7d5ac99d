// Makes the pictures of the guided tour, one for each of its steps. Started by screenshots.mjs, which brings browser and
// Node-RED.

import { join } from 'node:path';

/** Walks through it by Next. */
export async function pictureTour({ page }, { out, name, parts: { startGuide, STEPS } }) {
  await page.setViewportSize({ width: 1180, height: 760 });
  const tour = await startGuide(page);
  const count = Number((await tour.step(STEPS[0])).match(/1\/(\d+)/)?.[1]);
  for (const title of count < STEPS.length ? STEPS.filter((one) => one !== 'Deploy') : STEPS) {
    await tour.step(title);
    // The circle around what is meant grows.
    await page.waitForFunction(`document.getAnimations().every((one) => one.playState !== 'running')`);
    await page.screenshot({ path: join(out, `${name}-tour-${STEPS.indexOf(title)}.png`) });
    await tour.next();
  }
  await tour.over();
}
