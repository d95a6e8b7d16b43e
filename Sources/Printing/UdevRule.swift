/// Who may open a USB printer, as udev understands it.
public enum UdevRule {
    /// Under the file system's root; before `73-seat-late.rules`, which acts on `uaccess`.
    public static let path = "etc/udev/rules.d/70-larder-printers.rules"

    /// Any device with a printer interface (class 07, subclass 01), whatever its make, is open to
    /// the group lp and to whoever sits at the machine.
    public static let text = """
        # USB printers for Larder, written by "larder printer setup".
        ACTION!="remove", SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="*:0701??:*", MODE="0660", GROUP="lp", TAG+="uaccess"
        """
}
