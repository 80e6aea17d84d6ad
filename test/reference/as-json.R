# A nested list as JSON: vectors of length 1 as scalars, each number in the fewest digits that read back as itself.
as_json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value) || inherits(value, "AsIs")) return(as_json_group(value))
  if (length(value) != 1) return(as_json_group(as.list(value)))
  if (is.logical(value)) return(tolower(as.character(value)))
  if (is.character(value)) return(encodeString(value, quote = '"'))
  texts <- sprintf(c("%.15g", "%.16g", "%.17g"), value)
  texts[as.numeric(texts) == value][[1]]
}

as_json_group <- function(group) {
  parts <- vapply(seq_along(group), function(index) as_json(group[[index]]), "")
  if (is.null(names(group))) return(paste0("[", paste(parts, collapse = ", "), "]"))
  keys <- encodeString(names(group), quote = '"')
  paste0("{", paste(keys, parts, sep = ": ", collapse = ", "), "}")
}

write_json <- function(value, file) writeLines(as_json(value), file)
