package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for every page, whatever is in it. */
final class PageRules {

  private static final List<String> ELEMENTS =
      List.of(
          "html",
          "head",
          "meta",
          "title",
          "style",
          "script",
          "body",
          "header",
          "main",
          "footer",
          "nav",
          "section",
          "div",
          "span",
          "p",
          "bdi",
          "b",
          "a",
          "code",
          "h1",
          "h2",
          "h3",
          "h4",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "table",
          "caption",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "details",
          "summary",
          "figure",
          "figcaption",
          "br",
          "svg",
          "symbol",
          "use",
          "g",
          "path",
          "rect",
          "circle",
          "text",
          "tspan",
          "polyline");

  private static final List<String> ATTRIBUTES =
      List.of(
          "lang",
          "charset",
          "http-equiv",
          "content",
          "name",
          "id",
          "class",
          "href",
          "tabindex",
          "role",
          "scope",
          "preserveAspectRatio",
          "colspan",
          "open",
          "aria-label",
          "aria-labelledby",
          "aria-hidden",
          "viewBox",
          "width",
          "height",
          "x",
          "y",
          "cx",
          "cy",
          "r",
          "rx",
          "d",
          "points",
          "transform",
          "fill",
          "stroke",
          "stroke-width",
          "stroke-linecap",
          "stroke-linejoin",
          "stroke-dasharray",
          "data-sortable",
          "data-nosort",
          "data-first",
          "data-sort",
          "data-filter",
          "data-text",
          "data-verdict",
          "data-tone",
          "data-chips",
          "data-copy",
          "data-open-all");

  private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:|//).*");

  private PageRules() {}

  static Page check(String html) {
    Page page = Page.of(html);
    assertThat(page.elementNames()).isSubsetOf(ELEMENTS);
    assertThat(page.attributeNames()).isSubsetOf(ATTRIBUTES);
    checkPolicy(page);
    checkLinks(page);
    checkStructure(page);
    return page;
  }

  private static void checkPolicy(Page page) {
    String policy =
        page.all("meta").stream()
            .filter(m -> "Content-Security-Policy".equals(m.attributes().get("http-equiv")))
            .map(m -> m.attributes().get("content"))
            .findFirst()
            .orElseThrow();
    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + sha256(page.style())
                + "'; script-src 'sha256-"
                + sha256(page.script())
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'");
    assertThat(page.all("style")).hasSize(1);
    assertThat(page.style()).doesNotContain("url(", "@import", "http");
    assertThat(page.all("script")).hasSize(1);
    assertThat(page.script())
        .doesNotContain("innerHTML", "outerHTML", "eval", "Function(", "fetch", "import", "<!--");
  }

  private static void checkLinks(Page page) {
    assertThat(page.values("id")).doesNotHaveDuplicates();
    Set<String> ids = Set.copyOf(page.values("id"));
    for (String href : page.values("href")) {
      assertThat(href).doesNotMatch(SCHEME);
      if (href.startsWith("#")) {
        assertThat(ids).contains(href.substring(1));
      }
    }
    assertThat(page.values("id")).containsAll(page.values("aria-labelledby"));
  }

  private static void checkStructure(Page page) {
    assertThat(page.all("h1")).hasSize(1);
    assertThat(page.values("name")).contains("viewport");
    assertThat(page.all("caption")).hasSameSizeAs(page.all("table"));
    assertThat(page.all("th")).allSatisfy(th -> assertThat(th.attributes()).containsKey("scope"));
    List<Page.Element> drawings = page.all("svg");
    long named = drawings.stream().filter(s -> "img".equals(s.attributes().get("role"))).count();
    long hidden = drawings.stream().filter(s -> s.attributes().containsKey("aria-hidden")).count();
    assertThat(named + hidden).isEqualTo(drawings.size());
    assertThat(page.all("title").stream().filter(t -> t.path().get(0).equals("svg")).count())
        .isEqualTo(named);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
