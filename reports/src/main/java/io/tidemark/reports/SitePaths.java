package io.tidemark.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the pages of a result store lie, relative to the folder of reports. */
public final class SitePaths {

  /** The entry. */
  public static final String OVERVIEW = "index.html";

  private SitePaths() {}

  /** Page of a run. */
  public static String run(String runId) {
    return "runs/" + name(runId) + ".html";
  }

  /** Page of a monitor in one environment. Neither name may hold a dot, so no two share a page. */
  public static String monitor(String monitor, String environment) {
    return "monitors/" + name(monitor) + "." + name(environment) + ".html";
  }

  /** Names are plain; another program's row in the store must not lead out of the folder. */
  private static String name(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%", "_").replace("*", "_");
  }
}
