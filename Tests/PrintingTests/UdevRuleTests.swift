import Printing
import Testing

/// Who may open a USB printer.
@Suite struct UdevRuleTests {
    @Test func `the rule is read before the one that gives devices to whoever sits there`() throws {
        let name = try #require(UdevRule.path.split(separator: "/").last)
        #expect(name < "73-seat-late.rules")
        #expect(name > "50-udev-default.rules", "where the interfaces are found out")
    }

    @Test func `the rule opens every printer and nothing else`() throws {
        let rule = try #require(UdevRule.text.split(separator: "\n").last)
        for part in [
            #"SUBSYSTEM=="usb""#, #"ENV{ID_USB_INTERFACES}=="*:0701??:*""#, #"GROUP="lp""#,
            #"TAG+="uaccess""#, #"MODE="0660""#,
        ] { #expect(rule.contains(part)) }
        #expect(!rule.contains("idVendor"))
    }
}
