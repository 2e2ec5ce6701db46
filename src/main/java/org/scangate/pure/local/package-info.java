/**
 * Pure's local store: folders with {@code NAME.bin} files and their {@code NAME.av} verdicts.
 *
 * <p>Called through {@code pure.Store} alone. It never follows a symbolic link below a root, opens
 * nothing but regular files, writes nothing but {@code .av} files (under a temporary name first),
 * and never touches a {@code .bin}.
 */
package org.scangate.pure.local;
