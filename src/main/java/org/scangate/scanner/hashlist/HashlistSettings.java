package org.scangate.scanner.hashlist;

import java.nio.file.Path;
import java.util.List;

/**
 * Which lists.
 *
 * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
 * @param files plain lists: a SHA-256 a line, perhaps followed by a name; {@code #} begins a
 *     comment
 */
public record HashlistSettings(String name, List<Path> files) {}
