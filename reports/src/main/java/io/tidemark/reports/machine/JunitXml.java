package io.tidemark.reports.machine;

import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.machine.Finding.Outcome;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as a JUnit report, as GitLab and Jenkins show it: one test case per finding.
 *
 * <ul>
 *   <li>What makes the run fail is a {@code failure}, what could not be evaluated an {@code error}.
 *   <li>A warning is a passed test case that says so in its {@code system-out}.
 *   <li>What there was too little data for is {@code skipped}, with the reason.
 * </ul>
 *
 * It follows Maven Surefire's schema, which is the strictest of those in use.
 */
public final class JunitXml {
  private static final int LONGEST_NAME = 300;
  private static final int LONGEST_MESSAGE = 4_000;

  private final RunResult run;
  private final XMLStreamWriter xml;

  private JunitXml(RunResult run, XMLStreamWriter xml) {
    this.run = run;
    this.xml = xml;
  }

  /** Renders the report, to be stored as UTF-8. */
  public static String render(RunResult run) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JunitXml(run, xml).suite(Findings.of(run));
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write the JUnit report of run " + run.runId(), e);
    }
    return text.append("\n").toString();
  }

  private void suite(List<Finding> findings) throws XMLStreamException {
    double seconds = Duration.between(run.startedAt(), run.finishedAt()).toMillis() / 1000.0;
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuite");
    attribute("name", PlainText.cut("tidemark." + run.monitor(), LONGEST_NAME));
    attribute("time", seconds(seconds));
    attribute("tests", Integer.toString(findings.size()));
    attribute("errors", count(findings, Outcome.ERRORED));
    attribute("skipped", count(findings, Outcome.UNDECIDED));
    attribute("failures", count(findings, Outcome.FAILED));
    properties();
    for (Finding finding : findings) {
      testCase(finding);
    }
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void properties() throws XMLStreamException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("verdict", run.verdict().name());
    properties.put("headline", run.headline());
    properties.put("run_id", run.runId());
    properties.put("command", run.command());
    properties.put("environment", run.environment());
    properties.put("finished_at", run.finishedAt().toString());
    Pins pins = run.pins();
    if (pins != null) {
      properties.put("table", pins.table());
      properties.put("table_version", Long.toString(pins.tableVersion()));
      properties.put("commit_time", pins.commitTime().toString());
      if (pins.referenceId() != null) {
        properties.put("reference_id", pins.referenceId());
      }
      properties.put("config_hash", pins.configHash());
      properties.put("code_version", pins.codeVersion());
    }
    line(1);
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      line(2);
      xml.writeEmptyElement("property");
      attribute("name", property.getKey());
      attribute("value", PlainText.cut(property.getValue(), LONGEST_MESSAGE));
    }
    line(1);
    xml.writeEndElement();
  }

  private void testCase(Finding finding) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testcase");
    attribute("name", PlainText.cut(finding.name(), LONGEST_NAME));
    attribute(
        "classname",
        PlainText.cut("tidemark." + run.monitor(), LONGEST_NAME) + "." + finding.part().key());
    // The parts are measured together: no single finding has a time of its own.
    attribute("time", seconds(0));
    switch (finding.outcome()) {
      case FAILED -> problem("failure", finding);
      case ERRORED -> problem("error", finding);
      case UNDECIDED -> {
        line(2);
        xml.writeEmptyElement("skipped");
        attribute("message", summary(finding));
      }
      case WARNED, PASSED -> {
        line(2);
        xml.writeStartElement("system-out");
        text(summary(finding));
        xml.writeEndElement();
      }
    }
    line(1);
    xml.writeEndElement();
  }

  private void problem(String element, Finding finding) throws XMLStreamException {
    line(2);
    xml.writeStartElement(element);
    attribute("message", PlainText.cut(PlainText.line(finding.message()), LONGEST_NAME));
    attribute("type", finding.status());
    text(summary(finding));
    xml.writeEndElement();
  }

  private static String summary(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.status()).append(": ");
    text.append(PlainText.cut(finding.message(), LONGEST_MESSAGE));
    if (finding.expected() != null) {
      text.append("\nexpected: ").append(PlainText.cut(finding.expected(), LONGEST_NAME));
    }
    if (finding.actual() != null) {
      text.append("\nactual: ").append(PlainText.number(finding.actual()));
    }
    return text.toString();
  }

  private static String count(List<Finding> findings, Outcome outcome) {
    return Long.toString(findings.stream().filter(f -> f.outcome() == outcome).count());
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, PlainText.clean(value));
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(PlainText.clean(text));
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
