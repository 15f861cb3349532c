package io.tidemark.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.TestingProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A standalone Spark cluster on loopback: a master and workers with one core and 1 GiB each, as
 * processes of their own.
 */
final class TestingCluster implements AutoCloseable {
  private static final int TRIES = 600;

  private final Path sparkHome;
  private final Path folder;
  private final int port = freePort();
  private final int page = freePort();
  private final Process master;
  private final List<Process> workers = new ArrayList<>();
  private final List<ProcessHandle> children = new ArrayList<>();

  private TestingCluster(Path sparkHome, Path folder) throws IOException {
    this.sparkHome = sparkHome;
    this.folder = folder;
    master =
        daemon(
            "master",
            List.of(
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                Integer.toString(page)));
  }

  /** Starts a master and two workers, and waits until they know each other. */
  static TestingCluster start(Path sparkHome, Path folder) throws Exception {
    TestingCluster cluster = new TestingCluster(sparkHome, folder);
    try {
      cluster.fill();
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Address for {@code --master}. */
  String master() {
    return "spark://127.0.0.1:" + port;
  }

  /** Starts workers until there are two. */
  void fill() throws Exception {
    workers.removeIf(worker -> !worker.isAlive());
    while (workers.size() < 2) {
      workers.add(
          daemon(
              "worker",
              List.of(
                  "org.apache.spark.deploy.worker.Worker",
                  "--host",
                  "127.0.0.1",
                  "--webui-port",
                  "0",
                  "--cores",
                  "1",
                  "--memory",
                  "1g",
                  "--work-dir",
                  folder.resolve("work").toString(),
                  master())));
    }
    await(() -> state().path("aliveworkers").asInt() == 2, "two workers");
  }

  /** Ends one worker as a machine that goes down does, its executors with it. */
  void killWorker() throws InterruptedException {
    Process worker = workers.remove(0);
    List<ProcessHandle> executors = worker.descendants().toList();
    kill(worker.toHandle());
    for (ProcessHandle executor : executors) {
      kill(executor);
    }
    worker.waitFor();
  }

  /** Ends the executors, and leaves the workers to start others. */
  int killExecutors() {
    List<ProcessHandle> executors =
        workers.stream().flatMap(Process::descendants).filter(ProcessHandle::isAlive).toList();
    executors.forEach(TestingCluster::kill);
    return executors.size();
  }

  /** What the master says of itself. */
  JsonNode state() throws IOException {
    return new ObjectMapper().readTree(URI.create("http://127.0.0.1:" + page + "/json/").toURL());
  }

  /** Waits until a condition holds. */
  void await(Condition condition, String what) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      try {
        if (condition.holds()) {
          workers.forEach(worker -> worker.descendants().forEach(children::add));
          return;
        }
      } catch (IOException e) {
        if (!master.isAlive()) {
          throw new AssertionError("the master ended\n" + log("master"), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("no sign of " + what + "\n" + state() + "\n" + log("master"));
  }

  /** Something that becomes true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private Process daemon(String name, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(sparkHome.resolve("bin/spark-class").toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().putAll(environment());
    return builder.start();
  }

  /** Settings of processes that belong to the cluster or submit to it. */
  Map<String, String> environment() {
    return environment(sparkHome);
  }

  static Map<String, String> environment(Path sparkHome) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JDK_JAVA_OPTIONS", TestingProcess.quick());
    environment.put("SPARK_HOME", sparkHome.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_DAEMON_MEMORY", "256m");
    return environment;
  }

  /** A port that nothing listens on. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    all.forEach(process -> process.descendants().forEach(children::add));
    all.forEach(Process::destroyForcibly);
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
