//! The command line is golden, too: help, stdin, exit status, wrong calls. The cases are in `tests/cli/`.

#[test]
fn the_command_line_answers_as_recorded() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}
