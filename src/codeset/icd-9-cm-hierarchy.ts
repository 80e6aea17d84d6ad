/**
 * The headers above a code whose every character after the dot is a level (ICD-9-CM, ICD-10 of the WHO), the lowest
 * first, ending in what stands before the dot: `364.11` has `364.1` and `364`. Empty for a code without a dot.
 */
export function ancestorsByPrefix(code: string): readonly string[] {
  const [category = "", rest = ""] = code.split(".");
  const subcategories = Array.from({ length: Math.max(0, rest.length - 1) }, (_, step) =>
    rest.slice(0, rest.length - 1 - step),
  );
  return rest === "" ? [] : [...subcategories.map((digits) => `${category}.${digits}`), category];
}
