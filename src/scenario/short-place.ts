import { basename } from "node:path";
import { formatPlace, type Place } from "../errors.ts";

/** A place as a message names it beside another: `gate.yaml:5:7`, without the folders. */
export function shortPlace(place: Place): string {
  return formatPlace({ ...place, file: basename(place.file) });
}
