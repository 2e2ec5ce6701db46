package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;

/** A local store as Pure keeps it, in a temporary folder, and what Pure would read there. */
final class PureFolder implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A whole document in the form of the contract. */
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "\\{\"ANTIVIRUS_PROVIDER\": \"(?:exception [0-9a-f-]{36}: )?ClamAV [0-9.]+[^\"]*\","
              + " \"ANTIVIRUS_TIMESTAMP\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00\","
              + " \"ANTIVIRUS_ID\": \"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\","
              + " \"ANTIVIRUS_STATUS\": \"(OK|FOUND|UNSCANNED|PENDING)\"\\}");

  private final Path root;

  PureFolder() throws IOException {
    root = Files.createTempDirectory("scangate-pure");
  }

  Path root() {
    return root;
  }

  /** A {@code .bin} in one of a hundred folders. */
  Path add(int number, byte[] content) throws IOException {
    Path folder = Files.createDirectories(root.resolve(String.format("%02d", number % 100)));
    return Files.write(folder.resolve(number + ".bin"), content);
  }

  /** Clean, and like no other. */
  void fill(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      add(i, ("clean " + i + " " + Fixtures.sha256(new byte[] {(byte) i})).getBytes(UTF_8));
    }
  }

  /** The status that Pure reads, if there is a verdict. */
  static Optional<String> status(Path bin) throws IOException {
    return document(av(bin)).map(PureFolder::status);
  }

  static String status(String document) {
    Matcher matcher = DOCUMENT.matcher(document);
    if (!matcher.matches()) {
      throw new AssertionError("no whole verdict: " + document);
    }
    return matcher.group(1);
  }

  static Path av(Path bin) {
    return bin.resolveSibling(bin.getFileName().toString().replaceFirst("\\.bin$", ".av"));
  }

  static Optional<String> document(Path av) throws IOException {
    try {
      return Optional.of(Files.readString(av));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  long verdicts() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".av")).count();
  }

  /** By names alone: temporary ones come and go meanwhile. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        if (folder.toString().endsWith(".tmp")) {
          continue; // of the check that tries to write here
        }
        try (DirectoryStream<Path> inFolder = Files.newDirectoryStream(folder)) {
          inFolder.forEach(files::add);
        }
      }
    }
    return files;
  }

  /** A sweep may go on there until the application ends, which is later. */
  @Override
  public void close() throws IOException {
    Await.until("the store is gone", PATIENCE, this::delete);
  }

  private boolean delete() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      return false; // something came, or went, meanwhile
    }
    return !Files.exists(root);
  }
}
