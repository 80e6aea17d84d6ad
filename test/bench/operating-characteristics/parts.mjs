/** The parts of the bench by name: `settings`, `run` one of them, and `tables` of the rows as Markdown, by their place in the page. */
import { automation } from "./automation.mjs";
import { differences } from "./differences.mjs";
import { gate } from "./gate.mjs";
import { looks } from "./looks.mjs";
import { macro } from "./macro.mjs";
import { power } from "./power.mjs";
import { slices } from "./slices.mjs";
import { truth } from "./truth.mjs";

export const parts = { gate, differences, looks, power, automation, truth, macro, slices };
