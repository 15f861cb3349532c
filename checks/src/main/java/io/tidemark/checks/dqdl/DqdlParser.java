package io.tidemark.checks.dqdl;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.DataQualityDefinitionLanguageLexer;
import software.amazon.glue.dqdl.DataQualityDefinitionLanguageParser;
import software.amazon.glue.dqdl.DataQualityDefinitionLanguageParser.DocumentContext;
import software.amazon.glue.dqdl.DataQualityDefinitionLanguageParser.RulesOrAnalyzersContext;
import software.amazon.glue.dqdl.DataQualityDefinitionLanguageParser.TopLevelRuleContext;
import software.amazon.glue.dqdl.exception.InvalidDataQualityRulesetException;
import software.amazon.glue.dqdl.parser.DQDLParser;

/**
 * Reads DQDL with the library of AWS. The one place that knows its parser and ANTLR.
 *
 * <p>The library's rules have no line, and its parser stops at the first rule that it does not
 * know, names no place and passes over whatever follows the list of rules. So its grammar is used
 * once to find the rules and their lines, and its parser then reads each rule alone.
 */
final class DqdlParser {
  private static final int LONGEST_SHOWN = 120;
  private static final Pattern UNKNOWN_TYPE = Pattern.compile("Rule Type: (\\S+) is not valid");

  private static final Pattern NOT_ITS_CONDITION =
      Pattern.compile("Unexpected condition for rule of type (\\S+)");

  static {
    loadQuietly();
  }

  private final List<ParsedRule> rules = new ArrayList<>();
  private final List<DqdlProblem> problems = new ArrayList<>();
  private final CharStream text;

  private DqdlParser(String text) {
    // The grammar knows neither carriage returns nor a comment that the end of the text ends.
    this.text = CharStreams.fromString(text.replace("\r\n", "\n").replace('\r', '\n') + "\n");
  }

  /** Rules and problems of a text, both in its order. */
  static DqdlParser parse(String text) {
    DqdlParser parser = new DqdlParser(text);
    parser.read();
    return parser;
  }

  List<ParsedRule> rules() {
    return rules;
  }

  List<DqdlProblem> problems() {
    return problems;
  }

  private void read() {
    var lexer = new DataQualityDefinitionLanguageLexer(text);
    var tokens = new CommonTokenStream(lexer);
    var parser = new DataQualityDefinitionLanguageParser(tokens);
    Listener listener = new Listener();
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    DocumentContext document = parser.document();
    Token next = tokens.LT(1);
    if (problems.isEmpty() && next.getType() != Token.EOF) {
      problem(
          next.getLine(),
          "`%s` stands after the end of the rules; put all rules into one list"
              .formatted(next.getText()));
    }
    if (problems.isEmpty()) {
      readRules(document);
    }
  }

  private void readRules(DocumentContext document) {
    if (document.dataSources() != null) {
      problem(
          document.dataSources().getStart().getLine(),
          "`DataSources` name other tables, and rules speak of the monitor's table alone; take the section out");
    }
    RulesOrAnalyzersContext body = document.rulesOrAnalyzers();
    if (body.analyzers() != null) {
      problem(
          body.analyzers().getStart().getLine(),
          "`Analyzers` measure without a bound, and checks are rules; give each a bound and put it into `Rules`");
    }
    if (body.rules() == null || body.rules().dqRules() == null) {
      problem(
          body.getStart().getLine(), "there is no rule; write `Rules = [ ... ]` with at least one");
      return;
    }
    String variables =
        document.variableDeclarations() == null ? "" : slice(document.variableDeclarations());
    for (TopLevelRuleContext rule : body.rules().dqRules().topLevelRule()) {
      readRule(variables, rule.getStart().getLine(), slice(rule));
    }
  }

  private void readRule(String variables, int line, String rule) {
    try {
      new DQDLParser()
          .parse(variables + "\nRules = [ " + rule + "\n]")
          .getRules()
          .forEach(read -> rules.add(new ParsedRule(line, read)));
    } catch (InvalidDataQualityRulesetException e) {
      problem(line, "rule `" + shown(rule) + "`: " + reason(e));
    } catch (RuntimeException e) {
      // The library does not foresee all that its grammar admits, such as a variable in a list.
      problem(
          line, "rule `" + shown(rule) + "` cannot be read (" + e + "); write it in another way");
    }
  }

  private static String reason(InvalidDataQualityRulesetException e) {
    String message = String.valueOf(e.getMessage()).replaceFirst("^Parsing Error: *", "");
    Matcher type = UNKNOWN_TYPE.matcher(message);
    if (type.find()) {
      return RuleType.unknown(type.group(1));
    }
    Matcher condition = NOT_ITS_CONDITION.matcher(message);
    return condition.find()
        ? "`" + condition.group(1) + "` needs another condition, or none; correct it"
        : message + "; correct the rule";
  }

  private void problem(int line, String message) {
    problems.add(new DqdlProblem(line, message));
  }

  /** The text of a part; empty for a part of no token. */
  private String slice(ParserRuleContext part) {
    int start = part.getStart().getStartIndex();
    int stop = part.getStop() == null ? -1 : part.getStop().getStopIndex();
    return stop < start ? "" : text.getText(Interval.of(start, stop));
  }

  /** A rule for a sentence. */
  static String shown(String rule) {
    String line = oneLine(rule);
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN - 3) + "...";
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private final class Listener extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object symbol,
        int line,
        int column,
        String message,
        @Nullable RecognitionException e) {
      // ANTLR repeats all the text so far where it sees no way on; the token tells more.
      String detail =
          symbol instanceof Token token
              ? "`"
                  + (token.getType() == Token.EOF ? "end of the rules" : token.getText())
                  + "` is not expected here"
              : message;
      problem(
          line,
          String.format(
              Locale.ROOT,
              "not valid DQDL at column %d: %s; a ruleset is `Rules = [ rule, rule ... ]`",
              column + 1,
              detail));
    }
  }

  /**
   * Initialises the generated classes. Each compares the ANTLR that it was generated with (4.7)
   * with the one at hand (4.9, of Spark), which reads the grammar all the same, and prints a
   * warning to the standard error stream that nothing else can turn off. So for just that moment
   * the stream leaves that warning out; everything else, whatever thread it comes from, passes.
   */
  private static void loadQuietly() {
    PrintStream all = System.err;
    System.setErr(new WithoutVersionWarning(all));
    try {
      ClassLoader loader = DqdlParser.class.getClassLoader();
      Class.forName(DataQualityDefinitionLanguageLexer.class.getName(), true, loader);
      Class.forName(DataQualityDefinitionLanguageParser.class.getName(), true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the DQDL library is not complete", e);
    } finally {
      System.setErr(all);
    }
  }

  private static final class WithoutVersionWarning extends PrintStream {
    WithoutVersionWarning(PrintStream all) {
      super(all, true);
    }

    @Override
    public PrintStream printf(@Nullable String format, @Nullable Object @Nullable ... args) {
      boolean warning =
          Objects.toString(format, "").startsWith("ANTLR ")
              && Objects.toString(format, "")
                  .contains("does not match the current runtime version");
      return warning ? this : super.printf(format, args);
    }
  }
}
