import Web

/// What a browser says of itself, as people call it: «کروم روی اندروید».
enum DeviceName {
    /// The first that stands in the text; those that also name another come before it.
    private static let browsers = [
        ("Edg", "edge"), ("OPR/", "opera"), ("SamsungBrowser", "samsung"), ("Firefox", "firefox"), ("FxiOS", "firefox"),
        ("CriOS", "chrome"), ("Chrome", "chrome"), ("Safari", "safari"),
    ]
    private static let systems = [
        ("Android", "android"), ("iPhone", "iphone"), ("iPad", "ipad"), ("Windows", "windows"), ("Mac OS X", "mac"),
        ("Linux", "linux"),
    ]

    static func of(_ userAgent: String, _ words: Words) -> String {
        let browser = browsers.first { userAgent.contains($0.0) }.map { words("device.\($0.1)") }
        let system = systems.first { userAgent.contains($0.0) }.map { words("device.\($0.1)") }
        switch (browser, system) {
        case (let browser?, let system?): return words("device.both", browser, system)
        case (let one?, nil), (nil, let one?): return one
        case (nil, nil): return words("device.unknown")
        }
    }
}
