package io.tidemark.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The one door to the template engine. The templates are compiled with the module. */
public final class Templates {

  /** Package of the compiled templates; the same as in the module's POM. */
  private static final String PACKAGE = "io.tidemark.reports.template";

  private static final PageAssets ASSETS = PageAssets.load();

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  private Templates() {}

  /** Style sheet and script of every page. */
  public static PageAssets assets() {
    return ASSETS;
  }

  /** Renders one run as a page. */
  public static String run(RunView view) {
    return render("run.jte", view);
  }

  /** Renders many runs as a page. */
  public static String overview(OverviewView view) {
    return render("overview.jte", view);
  }

  private static String render(String template, Object view) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, view, output);
    return output.toString();
  }
}
