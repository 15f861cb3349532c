package io.tidemark.checks;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * Share of rows in which a column compares with another as stated, among the rows with both.
 *
 * @param column left side
 * @param is how it compares
 * @param other right side
 * @param minShare least share of the rows in which neither is null
 */
public record Comparison(String column, Operator is, String other, double minShare, Terms terms)
    implements Constraint {

  /** How two values compare. NaN equals itself and is greater than all numbers, as in Spark. */
  public enum Operator {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    EQUAL("="),
    NOT_EQUAL("<>"),
    GREATER_OR_EQUAL(">="),
    GREATER(">");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** Name as written in a monitor file, for example {@code less_or_equal}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    Column of(Column left, Column right) {
      return switch (this) {
        case LESS -> left.lt(right);
        case LESS_OR_EQUAL -> left.leq(right);
        case EQUAL -> left.equalTo(right);
        case NOT_EQUAL -> left.notEqual(right);
        case GREATER_OR_EQUAL -> left.geq(right);
        case GREATER -> left.gt(right);
      };
    }
  }

  public Comparison {
    Bounds.share(minShare);
  }

  @Override
  public String kind() {
    return "compare";
  }

  @Override
  public List<String> columns() {
    return List.of(column, other);
  }

  @Override
  public List<String> distinction() {
    return List.of(inWords());
  }

  /** For example {@code departed <= landed}. */
  String inWords() {
    return column + " " + is.sign + " " + other;
  }

  @Override
  public String rowRule() {
    return inWords();
  }

  @Override
  public String expected() {
    return inWords() + " for " + Bounds.atLeast(minShare) + " of rows with both";
  }
}
