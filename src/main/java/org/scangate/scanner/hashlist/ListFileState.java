package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.scangate.scan.LogText;

/**
 * A list's file as it was at one look; equal looks: nothing has changed in between.
 *
 * @param key tells a file from one that was renamed to its path; empty where there is none
 * @param problem why it cannot be read; empty when it can
 */
record ListFileState(long size, Instant modified, Optional<Object> key, Optional<String> problem) {

  static ListFileState at(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new ListFileState(
          now.size(),
          now.lastModifiedTime().toInstant(),
          Optional.ofNullable(now.fileKey()),
          problem(file, now));
    } catch (NoSuchFileException e) {
      return gone(LogText.of(file.toString()) + " does not exist");
    } catch (IOException e) {
      return gone(LogText.of(file.toString()) + " cannot be read: " + LogText.of(e.toString()));
    }
  }

  private static ListFileState gone(String problem) {
    return new ListFileState(0, Instant.EPOCH, Optional.empty(), Optional.of(problem));
  }

  private static Optional<String> problem(Path file, BasicFileAttributes now) {
    if (!now.isRegularFile()) {
      return Optional.of(LogText.of(file.toString()) + " is no file");
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of(LogText.of(file.toString()) + " may not be read by the server: permit it to");
  }
}
