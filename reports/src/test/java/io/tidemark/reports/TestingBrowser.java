package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window. Pages are opened from the disk. */
final class TestingBrowser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AXE = resource("/axe.min.js");

  private final ChromeDriver driver;

  private TestingBrowser(ChromeDriver driver) {
    this.driver = driver;
  }

  static TestingBrowser start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver"))
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    return new TestingBrowser(driver);
  }

  /** A program that {@code tools/install-test-tools} takes care of. */
  private static File program(String... names) {
    String given = System.getenv(names[0].toUpperCase(Locale.ROOT));
    if (given != null && !given.isEmpty()) {
      return new File(given);
    }
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "there is no `%s` on the PATH; run `make test`, or install it with tools/install-test-tools"
                        .formatted(names[0])));
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a page from the disk, with what was logged before forgotten. */
  void open(Path page) {
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get(page.toUri().toString());
  }

  /** Sets the size of the window, in CSS pixels. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /**
   * Sets how pages are shown.
   *
   * @param media {@code screen} or {@code print}
   * @param scheme {@code light} or {@code dark}
   */
  void media(String media, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void scripts(boolean on) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What the console says: errors, warnings and violations of the policy. */
  List<String> complaints() {
    return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
        .map(LogEntry::toString)
        .toList();
  }

  /** Addresses that were asked for. */
  List<String> requests() {
    List<String> urls = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = json(entry.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        urls.add(message.path("params").path("request").path("url").asText());
      }
    }
    return urls;
  }

  /** What axe-core finds serious or critical on the page, each as one line. */
  List<String> barriers() {
    return barriers("");
  }

  /** The same of the contrast alone, which is all that differs between light and dark. */
  List<String> contrast() {
    return barriers(", runOnly: ['color-contrast']");
  }

  private List<String> barriers(String options) {
    driver.executeScript("if (!window.axe) {" + AXE + "}");
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {
              resultTypes: ['violations'], selectors: false, preload: false, iframes: false OPTIONS
            }).then(result => done(
              result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v =>
                v.id + ': ' + v.nodes.length + ' times, first ' + v.nodes[0].html.slice(0, 200) + ' '
                  + v.nodes[0].failureSummary)), error => done(['axe failed: ' + error]));
            """
                .replace("OPTIONS", options));
    return texts(found);
  }

  /** The elements of a list that a script has returned. */
  static List<String> texts(@Nullable Object returned) {
    if (returned instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new AssertionError("the script returned no list but " + returned);
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = TestingBrowser.class.getResourceAsStream(name)) {
      assertThat(in).as("%s of axe-core", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
