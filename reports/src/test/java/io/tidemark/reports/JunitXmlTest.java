package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.machine.JunitXml;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitXmlTest {

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyReportFollowsSurefiresSchemaAndCountsWhatItHolds(RunResult run) throws Exception {
    String report = JunitXml.render(run);

    schema().newValidator().validate(new StreamSource(new StringReader(report)));
    Element suite = parse(report).getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
    assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
    assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
    assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
  }

  @ParameterizedTest
  @MethodSource("results")
  void aReportIsRedExactlyWhenTheRunIs(RunResult run) throws Exception {
    Element suite = parse(JunitXml.render(run)).getDocumentElement();

    boolean red = !suite.getAttribute("failures").equals("0") || !count(suite, "error").equals("0");
    assertThat(red).isEqualTo(run.verdict().compareTo(RunVerdict.REJECTED) >= 0);
  }

  @Test
  void aWarningPassesAndSaysSo() throws Exception {
    Element warned = testCase(SampleResults.alarm(5), "completeness(delay)");

    assertThat(warned.getElementsByTagName("failure").getLength()).isZero();
    assertThat(warned.getTextContent()).contains("WARN: 6.8% of the rows have no delay");
    assertThat(warned.getAttribute("classname")).isEqualTo("tidemark.flights.checks");
  }

  @Test
  void whatCouldNotBeEvaluatedIsAnErrorAndWhatFailedAFailure() throws Exception {
    Element errored = testCase(SampleResults.broken(6), "satisfies(arrival > departure)");
    Element failed = testCase(SampleResults.broken(6), "isComplete(date)");

    assertThat(only(errored, "error").getAttribute("message")).contains("did you mean `arr_time`");
    assertThat(only(failed, "failure").getTextContent())
        .contains("expected: = 1")
        .contains("actual: 0.9996");
  }

  @Test
  void whatThereIsTooLittleDataForIsSkippedWithTheReason() throws Exception {
    Element undecided = testCase(SampleResults.notComparedYet(), "table");

    assertThat(only(undecided, "skipped").getAttribute("message"))
        .startsWith("INSUFFICIENT_DATA: There is nothing to compare with yet");
  }

  private static Element testCase(RunResult run, String name) throws Exception {
    List<Element> found = new ArrayList<>();
    NodeList cases = parse(JunitXml.render(run)).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      if (((Element) cases.item(i)).getAttribute("name").equals(name)) {
        found.add((Element) cases.item(i));
      }
    }
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static Element only(Element in, String name) {
    assertThat(in.getElementsByTagName(name).getLength()).isOne();
    return (Element) in.getElementsByTagName(name).item(0);
  }

  private static String count(Element in, String name) {
    return Integer.toString(in.getElementsByTagName(name).getLength());
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static Schema schema() throws Exception {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(
            TestingTool.root().resolve("reports/target/schemas/surefire-test-report.xsd").toFile());
  }
}
