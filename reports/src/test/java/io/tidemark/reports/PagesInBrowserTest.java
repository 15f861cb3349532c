package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample page in a real browser. */
class PagesInBrowserTest {
  private static final int PHONE = 390;

  @TempDir private static Path folder;
  private static TestingBrowser browser;

  @BeforeAll
  static void open() throws IOException {
    Pages.main(new String[] {folder.toString()});
    browser = TestingBrowser.start();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @BeforeEach
  void desktop() {
    browser.scripts(true);
    browser.size(1280, 900);
    browser.media("screen", "light");
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".html")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageLoadsNothingAndTheConsoleStaysEmpty(Path page) {
    browser.open(page);

    assertThat(browser.requests()).containsExactly(page.toUri().toString());
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nobodyIsShutOutByAPageLightOrDark(Path page) {
    browser.open(page);
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");

    assertThat(browser.barriers()).isEmpty();
    browser.media("screen", "dark");
    assertThat(browser.barriers()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageFitsAPhone(Path page) {
    browser.size(PHONE, 844);
    browser.open(page);
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");

    assertThat(browser.run(WIDER_THAN_THE_WINDOW)).isEqualTo(List.of());
  }

  private static final String WIDER_THAN_THE_WINDOW =
      """
      const width = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth <= width ? [] :
        [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > width + 1 && !e.parentElement.closest('.scroll, svg'))
          .map(e => e.outerHTML.slice(0, 120)).concat('the page is ' + document.documentElement.scrollWidth);
      """;

  @ParameterizedTest
  @MethodSource("pages")
  void withoutJavaScriptEverythingIsThere(Path page) {
    browser.scripts(false);
    browser.open(page);

    assertThat(browser.run(CONTROLS)).isEqualTo(0L);
    assertThat(browser.run(HIDDEN_TEXTS)).isEqualTo(List.of());
  }

  private static final String CONTROLS = "return document.querySelectorAll('button, input').length";

  /** Texts that cannot be seen, though details would open without a script. */
  private static final String HIDDEN_TEXTS =
      """
      document.querySelectorAll('details').forEach(d => { d.open = true; });
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const hidden = [];
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.textContent.trim() !== '' && !node.parentElement.closest('script, svg title')
            && !node.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
          hidden.push(node.textContent);
        }
      }
      return hidden;
      """;

  @ParameterizedTest
  @MethodSource("pages")
  void aPrintedPageHasItsDetailsAndNoControls(Path page) {
    browser.open(page);
    browser.media("print", "light");

    assertThat(
            browser.run(
                """
                const seen = e => e.getBoundingClientRect().height > 0;
                return [...document.querySelectorAll('nav, .tools, .copy, .skip')].filter(seen).length
                  + [...document.querySelectorAll('details > .inside')].filter(e => !seen(e)).length;
                """))
        .isEqualTo(0L);
    assertThat(browser.driver().executeCdpCommand("Page.printToPDF", Map.of()).get("data"))
        .asString()
        .startsWith("JVBERi0");
  }

  @Test
  void hostileTextsStayTexts() throws IOException {
    List<Path> hostile =
        pages().filter(p -> p.getFileName().toString().startsWith("hostile")).toList();
    assertThat(hostile).hasSize((int) Hostile.texts().count());
    for (Path page : hostile) {
      browser.open(page);
      assertThat(
              browser.run(
                  """
                  document.querySelectorAll('input').forEach(box => {
                    box.value = '<img src=x onerror=alert(1)>';
                    box.dispatchEvent(new Event('input'));
                  });
                  document.querySelectorAll('button').forEach(b => b.click());
                  return [...document.querySelectorAll('*')].filter(e =>
                    ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'BASE'].includes(e.tagName)
                      || [...e.attributes].some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
                  ).map(e => e.outerHTML);
                  """))
          .isEqualTo(List.of());
      assertThat(browser.run("return document.scripts.length")).isEqualTo(1L);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).hasSize(1);
    }
  }
}
