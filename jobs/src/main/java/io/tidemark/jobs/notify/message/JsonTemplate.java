package io.tidemark.jobs.notify.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.Writer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Mustache template of a JSON text. Values are only what a digest holds: nothing is called, and
 * no file is read. Every value is escaped for a JSON string, with two braces or three, so that no
 * text of the data can end the string it stands in.
 */
public final class JsonTemplate {
  /** A body of more characters is refused. */
  static final int LONGEST = 200_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Template template;

  private JsonTemplate(Template template) {
    this.template = template;
  }

  /**
   * Compiles a template.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonTemplate of(String text) {
    try {
      return new JsonTemplate(
          Mustache.compiler()
              .nullValue("")
              .emptyStringIsFalse(true)
              .withCollector(new ValuesOnly())
              .withFormatter(JsonTemplate::escaped)
              .escapeHTML(false)
              .compile(text));
    } catch (MustacheException | UnsupportedOperationException e) {
      throw refused(e);
    }
  }

  /** What is wrong with a template, tried on a sample; nothing if it can be used. */
  public static Optional<String> problem(String text) {
    try {
      of(text).render(DigestJson.sample("monitor", "dev", Instant.EPOCH));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /**
   * The JSON text of a digest.
   *
   * @throws IllegalArgumentException if it is not JSON, is too long, or uses a name that there is
   *     not
   */
  public String render(Digest digest) {
    Bounded out = new Bounded();
    try {
      template.execute(DigestJson.values(digest), out);
      JSON.readTree(out.text.toString());
    } catch (MustacheException | UnsupportedOperationException e) {
      throw refused(e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "gives no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    }
    return out.text.toString();
  }

  private static IllegalArgumentException refused(RuntimeException e) {
    return new IllegalArgumentException(
        e instanceof UnsupportedOperationException
            ? "includes another template with `{{>`; write it in one piece"
            : "cannot be used: " + e.getMessage(),
        e);
  }

  private static CharSequence escaped(Object value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(value)));
  }

  /** Looks names up in maps and lists; without it names would be methods and fields as well. */
  private static final class ValuesOnly extends BasicCollector {
    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new HashMap<>();
    }
  }

  /** Sections within sections must not fill the memory. */
  private static final class Bounded extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] buffer, int from, int length) {
      if (text.length() + length > LONGEST) {
        throw new IllegalArgumentException("gives more than " + LONGEST + " characters");
      }
      text.append(buffer, from, length);
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
