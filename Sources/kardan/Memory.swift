import CMalloc

/// How the C library gives memory back.
enum Memory {
    /// Left to itself the library raises the size from which a block is a mapping of its own with each large one that was freed, so
    /// that later ones break up the heap: the same pages held 153 MiB at most, and 108 with fixed sizes, at the same speed.
    static func settle() {
        mallopt(M_MMAP_THRESHOLD, 4 << 20)
        mallopt(M_TRIM_THRESHOLD, 64 << 20)
    }
}
