/**
 * The entry for Pure: what a store and a file in it are ({@link org.scangate.pure.Store}, {@link
 * org.scangate.pure.StoredFile}), the verdict as Pure reads it, and the table of what a scan does
 * to the verdict before ({@link org.scangate.pure.VerdictTransitions}).
 *
 * <p>{@code pure.sweep} calls the stores, {@code pure.local} and {@code pure.s3} are two. Knows the
 * core alone: no scanner, no disk and no bucket.
 */
package org.scangate.pure;
