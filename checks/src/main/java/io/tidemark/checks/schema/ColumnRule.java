package io.tidemark.checks.schema;

/**
 * What a contract says of one column.
 *
 * @param name name as in the schema; a field of a struct by the names on the way, joined by dots
 * @param type the type wanted
 * @param required whether the column must be there
 */
public record ColumnRule(String name, ColumnType type, boolean required) {

  String id() {
    return "schema(" + name + ")";
  }

  String expected() {
    return required ? type.inWords() : "absent, or " + type.inWords();
  }
}
