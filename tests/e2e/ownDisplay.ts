/** Test files run two at a time, each on a virtual display of its own: windows on one would take the focus from each other. */
const displays = process.env.E2E_DISPLAYS?.split(' ');
if (displays) process.env.DISPLAY = displays[Number(process.env.VITEST_POOL_ID) % displays.length];
