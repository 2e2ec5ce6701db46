/**
 * What a file is packed in: by its first bytes, a zip's directory, and the first bytes of a zip's
 * members ({@link org.scangate.container.ContainerInspector}).
 *
 * <p>Knows the JDK alone. It reads bytes that others hand to it, within a budget of bytes, members
 * and time, never unpacks to disk, and never fails on what is broken: what it does not understand
 * is of no kind, or unread, and the engine's word on it stands.
 */
package org.scangate.container;
