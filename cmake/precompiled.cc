// SPDX-License-Identifier: Apache-2.0
// Holds nothing: it gives the shared precompiled header a target to belong to.
