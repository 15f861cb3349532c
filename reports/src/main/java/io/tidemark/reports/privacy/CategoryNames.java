package io.tidemark.reports.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Puts hashes in the place of names: HMAC-SHA256 (RFC 2104) of column and name, cut to {@value
 * #DIGITS} hexadecimal digits. The same key gives the same hash in every run, so that runs can be
 * compared; the same name has another hash in another column.
 */
public final class CategoryNames {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int DIGITS = 12;

  /** An SQL string, not an apostrophe: nothing of a word touches its quotes from outside. */
  private static final Pattern LITERAL = Pattern.compile("(?<![\\w'])'((?:[^']|'')*)'(?!\\w)");

  /** What Spark puts between double quotes: an SQL string, an expression, or the name of a type. */
  private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"([^\"]*)\"");

  private static final Pattern TYPE =
      Pattern.compile(
          "(STRING|BOOLEAN|TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DATE|TIMESTAMP|TIMESTAMP_NTZ"
              + "|BINARY|DECIMAL\\(\\d+,\\s?\\d+\\))|spark\\.[\\w.]+");

  private final Mac mac;
  private final Set<String> shown;

  /**
   * Names under a key.
   *
   * @param key the secret
   * @param shown columns whose names stay as they are
   */
  public CategoryNames(byte[] key, Collection<String> shown) {
    this.shown = Set.copyOf(shown);
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Columns whose names stay as they are, sorted. */
  List<String> shown() {
    return List.copyOf(new TreeSet<>(shown));
  }

  /** Whether the values of a column stay as they are. */
  boolean shows(String column) {
    return shown.contains(column);
  }

  /**
   * Whether the values of all these columns stay as they are; without any there is none to show.
   */
  boolean shows(List<String> columns) {
    return !columns.isEmpty() && shown.containsAll(columns);
  }

  /** What stands for a value of a column. */
  String of(String column, String name) {
    return shows(column) ? name : hash(column + "\0" + name);
  }

  /** The same where there may be no value. */
  @Nullable String orNull(String column, @Nullable String name) {
    return name == null ? null : of(column, name);
  }

  /** What stands for the values of several columns in one text. */
  String of(List<String> columns, String name) {
    return shows(columns) ? name : hash(String.join("\0", columns) + "\0" + name);
  }

  /** A text with SQL in it, the strings of which are hashed. */
  public String literals(String text) {
    return LITERAL
        .matcher(text)
        .replaceAll(found -> "'" + hash(found.group(1).replace("''", "'")) + "'");
  }

  /** The same where there may be no text. */
  @Nullable String literalsOrNull(@Nullable String text) {
    return text == null ? null : literals(text);
  }

  /** An error's text; Spark quotes the values that it fails on. */
  String error(String text) {
    return DOUBLE_QUOTED
        .matcher(literals(text))
        .replaceAll(
            found ->
                TYPE.matcher(found.group(1)).matches()
                    ? found.group().replace("$", "\\$")
                    : "\"" + hash(found.group(1)) + "\"");
  }

  /** The same where there may be no text. */
  @Nullable String errorOrNull(@Nullable String text) {
    return text == null ? null : error(text);
  }

  private synchronized String hash(String text) {
    byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, DIGITS);
  }
}
