package org.scangate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus of its own on 127.0.0.1, of Debian's package. */
public final class PrometheusServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

  private final int port = LoopbackPort.free();
  private final Path folder = Files.createTempDirectory("prometheus");
  private final Process process;

  private PrometheusServer(String configuration, List<String> more) throws IOException {
    Files.writeString(folder.resolve("prometheus.yml"), configuration);
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
    command.addAll(more);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
  }

  /** Fails where there is none. */
  public static void requireInstalled() {
    if (!Files.isExecutable(PROGRAM)) {
      throw new IllegalStateException("Prometheus is not installed: apt-get install prometheus");
    }
  }

  /**
   * Begins to scrape.
   *
   * @param configuration the whole of its prometheus.yml
   * @param more arguments
   */
  public static PrometheusServer start(String configuration, String... more) throws IOException {
    requireInstalled();
    return new PrometheusServer(configuration, List.of(more));
  }

  /** The value that a query has now; empty: it has none, or Prometheus does not answer yet. */
  public Optional<String> value(String query) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(log());
    }
    URI uri =
        URI.create(
            "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
    try (InputStream answer = uri.toURL().openStream();
        JsonReader reader =
            Json.createReader(new StringReader(new String(answer.readAllBytes(), UTF_8)))) {
      JsonArray result = reader.readObject().getJsonObject("data").getJsonArray("result");
      return result.isEmpty()
          ? Optional.empty()
          : Optional.of(result.getJsonObject(0).getJsonArray("value").getString(1));
    } catch (IOException e) {
      return Optional.empty(); // it starts
    }
  }

  /** What it has written. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().onExit().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
