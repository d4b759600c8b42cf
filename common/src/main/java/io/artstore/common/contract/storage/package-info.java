/** What every storage element promises: its feed of changes, and events that tell where and how it is. */
package io.artstore.common.contract.storage;
