package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page taken apart by a reader far stricter than a browser: every {@code <} must begin a tag and
 * every tag must be closed, so that text which breaks out of its place is noticed.
 */
record Page(String html, List<Element> elements, String text) {

  private static final Pattern TAG =
      Pattern.compile(
          "<(?<close>/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\\s+[A-Za-z-]+(?:=\"[^\"<>]*\")?)*)"
              + "\\s*(?<self>/?)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z-]+)(?:=\"([^\"]*)\")?");
  private static final Set<String> VOID = Set.of("meta");

  record Element(String name, Map<String, String> attributes, List<String> path) {}

  static Page of(String html) {
    assertThat(html).startsWith("<!doctype html>\n<html lang=\"en\">");
    String rest = html.substring("<!doctype html>".length());
    String body =
        rest.replaceFirst("(?s)<style>.*?</style>", "<style></style>")
            .replaceFirst("(?s)<script>.*?</script>", "<script></script>");
    List<Element> elements = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    Matcher tag = TAG.matcher(body);
    int at = 0;
    for (int next = body.indexOf('<'); next >= 0; next = body.indexOf('<', at)) {
      text.append(body, at, next);
      assertThat(tag.region(next, body.length()).lookingAt())
          .as("tag at %s", body.substring(next, Math.min(body.length(), next + 120)))
          .isTrue();
      String name = tag.group("name");
      if (!tag.group("close").isEmpty()) {
        assertThat(open.pop()).isEqualTo(name);
      } else {
        elements.add(new Element(name, attributes(tag.group("attributes")), List.copyOf(open)));
        if (tag.group("self").isEmpty() && !VOID.contains(name)) {
          open.push(name);
        }
      }
      at = tag.end();
    }
    assertThat(open).isEmpty();
    return new Page(html, elements, unescape(text.append(body.substring(at)).toString()));
  }

  List<Element> all(String name) {
    return elements.stream().filter(e -> e.name().equals(name)).toList();
  }

  /** The values of one attribute wherever it stands. */
  List<String> values(String attribute) {
    return elements.stream()
        .filter(e -> e.attributes().containsKey(attribute))
        .map(e -> e.attributes().get(attribute))
        .toList();
  }

  Set<String> elementNames() {
    return elements.stream().map(Element::name).collect(Collectors.toSet());
  }

  Set<String> attributeNames() {
    return elements.stream()
        .flatMap(e -> e.attributes().keySet().stream())
        .collect(Collectors.toSet());
  }

  String style() {
    return between("style");
  }

  String script() {
    return between("script");
  }

  private String between(String name) {
    Matcher inline = Pattern.compile("(?s)<%1$s>(.*?)</%1$s>".formatted(name)).matcher(html);
    assertThat(inline.find()).isTrue();
    return inline.group(1);
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      String value = matcher.group(2);
      assertThat(attributes.put(matcher.group(1), value == null ? "" : unescape(value))).isNull();
    }
    return attributes;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
