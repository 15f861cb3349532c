package io.tidemark.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.TestingPython;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Moto's server, a store that speaks S3, on a free loopback port, with one bucket. */
final class TestingS3 implements AutoCloseable {
  static final String BUCKET = "lake";

  /** The server looks at who asks, but checks no signature. */
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host,"
          + " Signature=0";

  private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
  private static final Pattern NEXT =
      Pattern.compile("<NextContinuationToken>([^<]+)</NextContinuationToken>");
  private static final int TRIES = 300;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final URI address;

  private TestingS3(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** Starts one, waits until it answers, and makes the bucket. */
  static TestingS3 start(Path folder) throws Exception {
    int port = TestingCluster.freePort();
    Path log = folder.resolve("s3.log");
    Process process =
        new ProcessBuilder(
                TestingPython.s3Environment().resolve("bin/moto_server").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    TestingS3 s3 = new TestingS3(process, log, URI.create("http://127.0.0.1:" + port));
    try {
      s3.await();
      s3.put("", new byte[0]);
    } catch (Exception | AssertionError e) {
      s3.close();
      throw e;
    }
    return s3;
  }

  /** Its address. */
  URI address() {
    return address;
  }

  /** Each request that it was sent, in order, such as {@code PUT /lake/key}. */
  List<String> requests() throws IOException {
    // The server colours what went wrong.
    return Files.readString(log)
        .lines()
        .map(line -> line.replaceFirst(".*\"(?:\\u001b\\[\\d+m)*([A-Z]+ \\S+).*", "$1"))
        .toList();
  }

  /** Copies a folder into the bucket. */
  void upload(Path local, String key) throws Exception {
    try (Stream<Path> files = Files.walk(local)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(key + "/" + local.relativize(file), Files.readAllBytes(file));
      }
    }
  }

  /** Writes one object. */
  void put(String key, byte[] content) throws Exception {
    send(key, HttpRequest.BodyPublishers.ofByteArray(content));
  }

  /** Copies what is below a key into a folder. */
  void download(String key, Path local) throws Exception {
    String token = "";
    do {
      String page =
          new String(get("?list-type=2&prefix=" + key + "/" + token), StandardCharsets.UTF_8);
      Matcher keys = KEY.matcher(page);
      while (keys.find()) {
        // A key that ends in a slash stands for an empty folder.
        if (!keys.group(1).endsWith("/")) {
          Path file = local.resolve(keys.group(1).substring(key.length() + 1));
          Files.createDirectories(file.getParent());
          Files.write(file, get(keys.group(1)));
        }
      }
      Matcher next = NEXT.matcher(page);
      token = next.find() ? "&continuation-token=" + next.group(1) : "";
    } while (!token.isEmpty());
  }

  private byte[] get(String key) throws Exception {
    return send(key, null);
  }

  private byte[] send(String key, HttpRequest.@Nullable BodyPublisher body) throws Exception {
    String path = key.startsWith("?") ? key : "/" + escaped(key);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/" + BUCKET + path))
            .header("Authorization", SIGNED);
    HttpResponse<byte[]> answer =
        client.send(
            (body == null ? request.GET() : request.PUT(body)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(key).isEqualTo(200);
    return answer.body();
  }

  private static String escaped(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/").replace("+", "%20");
  }

  private void await() throws Exception {
    HttpRequest any = HttpRequest.newBuilder(address.resolve("/moto-api/")).build();
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try {
        client.send(any, HttpResponse.BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        // It is starting still.
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new AssertionError("the S3 server does not answer:\n" + Files.readString(log));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
