import ArgumentParser
import Foundation
import Portal
import Web

/// Says on standard error what is wrong; the program ends with status 1.
enum Failure {
    static func said(_ text: String) -> ExitCode {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        return ExitCode(1)
    }

    /// A file that is not there or may not be read.
    static func absent(_ path: String, _ language: Language) throws -> ExitCode {
        said("\(path): \(try words(language)("imports.file.absent"))")
    }

    static func words(_ language: Language) throws -> Words {
        try Words.load(from: Root.find()("Templates/words"))[language]!
    }
}
