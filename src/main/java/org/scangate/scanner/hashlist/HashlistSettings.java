package org.scangate.scanner.hashlist;

import java.nio.file.Path;
import java.util.List;

/**
 * Which lists.
 *
 * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
 * @param files lists of MD5, SHA-1 and SHA-256: plain (a digest a line, perhaps followed by a name;
 *     {@code #} begins a comment), CSV with a header (as of MISP and MalwareBazaar), or ClamAV's
 *     {@code .hdb} and {@code .hsb}. What a file is, its lines tell and not its name
 */
public record HashlistSettings(String name, List<Path> files) {}
