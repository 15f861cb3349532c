package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every sample page in a real browser. */
class PagesInBrowserTest {
  private static final int PHONE = 390;

  /** Bytes from which axe takes a minute: it looks at the pages that show the same of less. */
  private static final long LONG = 500_000;

  /**
   * A page of 200 columns is looked at with its details closed: what is in one is on other pages.
   */
  private static final String OPEN =
      """
      const details = [...document.querySelectorAll('details')];
      if (details.length < 50) details.forEach(d => { d.open = true; });
      """;

  private static final String WIDER_THAN_THE_WINDOW =
      """
      const width = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth <= width ? [] :
        [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > width + 1 && !e.parentElement.closest('.scroll, svg'))
          .map(e => e.outerHTML.slice(0, 120)).concat('the page is ' + document.documentElement.scrollWidth);
      """;

  /** Texts that cannot be seen, though details are open; they open without a script. */
  private static final String HIDDEN_TEXTS =
      """
      document.querySelectorAll('details').forEach(d => { d.open = true; });
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const hidden = [];
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.textContent.trim() !== '' && !node.parentElement.closest('script, title')
            && !node.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
          hidden.push(node.textContent);
        }
      }
      return hidden;
      """;

  /** Controls that are printed, and details that are not. */
  private static final String WRONG_ON_PAPER =
      """
      const seen = e => e.getBoundingClientRect().height > 0;
      return [...document.querySelectorAll('nav, .tools, .copy, .skip')].filter(seen)
        .concat([...document.querySelectorAll('details > .inside')].filter(e => !seen(e)))
        .map(e => e.outerHTML.slice(0, 120));
      """;

  private static final String LIVE_MARKUP =
      """
      return [...document.querySelectorAll('*')].filter(e =>
        ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'BASE'].includes(e.tagName)
          || [...e.attributes].some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
      ).map(e => e.outerHTML);
      """;

  @TempDir private static Path folder;
  private static TestingBrowser browser;

  @BeforeAll
  static void open() throws IOException {
    Pages.main(new String[] {folder.toString()});
    browser = TestingBrowser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void desktop() {
    browser.scripts(true);
    browser.size(1280, 900);
    browser.media("screen", "light");
  }

  /** Pages that others show the parts of. */
  private static final Set<String> ALIKE =
      Set.of("accepted.html", "alarm.html", "calm.html", "drifted.html", "trailing.html");

  /** Every page of every kind; of the runs of the site, which are all alike, one. */
  static Stream<Path> pages() throws IOException {
    return all()
        .filter(page -> !ALIKE.contains(page.getFileName().toString()))
        .filter(page -> !isHostileRun(page))
        .filter(page -> !isOneOfManyRuns(page));
  }

  private static Stream<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".html")).sorted().toList().stream();
    }
  }

  private static boolean isHostileRun(Path page) {
    return page.getFileName().toString().matches("hostile-\\d+\\.html");
  }

  private static boolean isOneOfManyRuns(Path page) {
    return page.startsWith(folder.resolve("site/runs")) && !page.toString().contains("-5-");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageLoadsNothingFitsAPhoneAndPaperAndShutsNobodyOut(Path page) {
    browser.open(page);
    SoftAssertions.assertSoftly(
        all -> {
          all.assertThat(browser.requests()).containsExactly(page.toUri().toString());
          all.assertThat(browser.complaints()).isEmpty();
          browser.run(OPEN);
          if (page.toFile().length() < LONG) {
            all.assertThat(browser.barriers()).as("barriers, light").isEmpty();
            browser.media("screen", "dark");
            all.assertThat(browser.contrast()).as("contrast, dark").isEmpty();
          }
          browser.size(PHONE, 844);
          all.assertThat(browser.run(WIDER_THAN_THE_WINDOW)).as("390 px").isEqualTo(List.of());
          browser.run("document.querySelectorAll('details').forEach(d => { d.open = false; })");
          browser.media("print", "light");
          all.assertThat(browser.run(WRONG_ON_PAPER)).as("on paper").isEqualTo(List.of());
        });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void withoutJavaScriptEverythingIsThereAndNoIdleControls(Path page) {
    browser.scripts(false);
    browser.open(page);

    assertThat(browser.run("return document.querySelectorAll('button, input').length"))
        .isEqualTo(0L);
    assertThat(browser.run(HIDDEN_TEXTS)).isEqualTo(List.of());
  }

  @Test
  void hostileTextsStayTextsWhateverIsPressed() throws IOException {
    List<Path> hostile =
        all().filter(p -> p.getFileName().toString().startsWith("hostile")).toList();
    assertThat(hostile).hasSize(2 + (int) Hostile.texts().count());
    browser.size(PHONE, 844);
    for (Path page : hostile) {
      browser.open(page);
      browser.run(
          """
          document.querySelectorAll('input').forEach(box => {
            box.value = '<img src=x onerror=alert(1)>';
            box.dispatchEvent(new Event('input'));
          });
          document.querySelectorAll('button').forEach(b => b.click());
          """);
      assertThat(browser.run(LIVE_MARKUP)).as(page.toString()).isEqualTo(List.of());
      assertThat(browser.run("return document.scripts.length")).isEqualTo(1L);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).hasSize(1);
      browser.run(OPEN);
      assertThat(browser.run(WIDER_THAN_THE_WINDOW)).as(page.toString()).isEqualTo(List.of());
    }
  }

  @Test
  void aPageOfAllResultsPrints() {
    browser.open(folder.resolve("alarm.html"));

    assertThat(browser.driver().executeCdpCommand("Page.printToPDF", Map.of()).get("data"))
        .asString()
        .startsWith("JVBERi0");
  }

  @Test
  void everyLinkOfTheSiteLeadsToAPage() throws IOException {
    List<Path> site = all().filter(p -> p.startsWith(folder.resolve("site"))).toList();
    assertThat(site).hasSize(SampleResults.history().size() + 2);
    for (Path page : site) {
      List<String> links =
          Page.of(Files.readString(page)).values("href").stream()
              .filter(href -> !href.startsWith("#"))
              .toList();
      assertThat(links).isNotEmpty();
      assertThat(links).allSatisfy(href -> assertThat(page.resolveSibling(href)).exists());
    }
  }

  @Test
  void headsOfColumnsSortByMouseAndByKeyboardAndBringTheOrderBack() {
    browser.open(folder.resolve("site/index.html"));
    List<String> written = versions();
    WebElement version = head("Version");

    version.click();
    assertThat(versions()).containsExactly("10", "7", "6", "5", "4", "3", "2", "1");
    assertThat(sort(version)).isEqualTo("descending");
    version.sendKeys(Keys.ENTER);
    assertThat(versions()).containsExactly("1", "2", "3", "4", "5", "6", "7", "10");
    assertThat(sort(version)).isEqualTo("ascending");
    version.sendKeys(Keys.SPACE);
    assertThat(versions()).isEqualTo(written);
    assertThat(sort(version)).isNull();
  }

  @Test
  void aListIsSearchedByWordsAndNarrowedByChips() {
    browser.open(folder.resolve("site/index.html"));
    WebElement tools = newest().findElement(By.cssSelector(".tools"));
    WebElement box = tools.findElement(By.cssSelector("input"));
    WebElement status = tools.findElement(By.cssSelector("[role=status]"));

    box.sendKeys("CHECKS version 1");
    assertThat(versions()).containsExactlyInAnyOrder("1", "10");
    assertThat(status.getText()).isEqualTo("2 of 8 shown");
    box.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    assertThat(versions()).hasSize(8);
    assertThat(status.getText()).isEmpty();

    WebElement error = tools.findElement(By.cssSelector(".chip.error"));
    assertThat(error.getText()).isEqualTo("Error 1");
    error.sendKeys(Keys.SPACE);
    assertThat(versions()).containsExactly("6");
    assertThat(error.getDomAttribute("aria-pressed")).isEqualTo("true");
    error.click();
    assertThat(versions()).hasSize(8);
  }

  @Test
  void everythingThatCanBePressedIsReachedByTab() {
    browser.open(folder.resolve("site/index.html"));
    browser.run(
        """
        window.reached = [];
        document.addEventListener('focusin', e => window.reached.push(e.target.innerText));
        """);
    browser.driver().switchTo().activeElement().sendKeys(Keys.TAB.toString().repeat(40));
    List<String> reached = TestingBrowser.texts(browser.run("return window.reached"));

    assertThat(reached).contains("Skip to the content", "State", "Monitor", "Version", "Runs");
  }

  @Test
  void aLinkOpensTheDetailsThatItLeadsTo() {
    browser.open(folder.resolve("calm.html"));
    WebElement link = browser.driver().findElement(By.cssSelector("table.effects a[href^='#']"));
    String id = Objects.requireNonNull(link.getDomAttribute("href")).substring(1);
    WebElement details = browser.driver().findElement(By.id(id));
    assertThat(details.getDomAttribute("open")).isNull();

    link.click();

    assertThat(details.getDomAttribute("open")).isNotNull();
  }

  private static WebElement newest() {
    return browser.driver().findElement(By.cssSelector("section[aria-labelledby=newest]"));
  }

  private static WebElement head(String text) {
    return newest()
        .findElement(By.xpath(".//thead//button[normalize-space()='%s']".formatted(text)));
  }

  private static @Nullable String sort(WebElement press) {
    return press.findElement(By.xpath("..")).getDomAttribute("aria-sort");
  }

  /** The versions of the runs that are shown, from above. */
  private static List<String> versions() {
    @Nullable Object shown =
        browser.run(
            """
            return [...document.querySelectorAll('table.newest tbody tr')].filter(r => !r.hidden)
              .map(r => r.cells[5].textContent);
            """);
    return TestingBrowser.texts(shown);
  }
}
