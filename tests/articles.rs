//! Several articles on one page: the main one, or all, each a document of its own that restores the page.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

fn jiaokan(folder: &std::path::Path, args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_jiaokan")).args(args).current_dir(folder).stdin(Stdio::null()).output().expect("the binary runs")
}

const POSTS: [&str; 3] = [
    "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。",
    "会议要求，各部门要加强协调配合，压实工作责任，确保各项任务落到实处。",
    "与会同志结合实际进行了认真讨论，提出了许多意见和建议，会议作了研究。",
];

/// A thread as forums make them.
fn page() -> String {
    let post = |(i, text): (usize, &&str)| {
        let author = format!("<div class=\"author\"><a href=\"/u/{i}\">张三</a></div>");
        let info = format!("<div class=\"postinfo\">{}楼 发表于 2024-05-0{} 10:00:00 <a href=\"#\">只看该作者</a></div>", i + 1, i + 1);
        let buttons = "<div class=\"postact\"><a href=\"#\">回复</a> <a href=\"#\">支持</a> <a href=\"#\">反对</a> <a href=\"#\">举报</a></div>";
        format!("<div class=\"post floor{i}\">{author}{info}<div class=\"message\"><p>{text}</p></div>{buttons}</div>")
    };
    let posts: String = POSTS.iter().enumerate().map(post).collect();
    let nav = "<div class=\"nav\"><a href=\"/\">首页</a><a href=\"/forum\">论坛</a><a href=\"/login\">登录</a></div>";
    format!("<html><head><title>质量论坛</title></head><body>{nav}<div id=\"thread\">{posts}</div><div class=\"footer\">Powered by Discuz!</div></body></html>")
}

#[test]
fn all_articles_are_documents_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let raw = page();
    fs::write(folder.path().join("thread.html"), &raw).expect("a page");
    for run in ["first", "cached"] {
        let output = jiaokan(folder.path(), &["clean", "thread.html", "-o", "out", "--articles", "all"]);
        assert_eq!(output.status.code(), Some(0), "{run}: {}", String::from_utf8_lossy(&output.stderr));
        let manifest = fs::read_to_string(folder.path().join("out/manifest.jsonl")).expect("a manifest");
        assert_eq!(manifest.lines().count(), POSTS.len(), "{run}: {manifest}");
        for (i, post) in POSTS.iter().enumerate() {
            let name = format!("out/thread.{}.txt", i + 1);
            assert_eq!(fs::read_to_string(folder.path().join(&name)).expect("a text"), format!("{post}\n"), "{run}");
            assert!(manifest.contains(&format!("\"article\":\"{}/3\"", i + 1)), "{manifest}");
            let restored = jiaokan(folder.path(), &["restore", &name]);
            assert_eq!(String::from_utf8_lossy(&restored.stdout), raw, "{run}: {name}");
        }
    }
    let checked = jiaokan(folder.path(), &["check", "thread.html", "out", "--config", "markup.articles=\"all\""]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// Three posts of one sentence each do not prove that the later ones are answers: they may stay.
#[test]
fn the_first_post_stays_by_default() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("thread.html"), page()).expect("a page");
    let output = jiaokan(folder.path(), &["clean", "thread.html"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with(&format!("{}\n", POSTS[0])) && !text.contains("回复") && !text.contains("首页"), "{text}");
}

#[test]
fn a_record_comes_back_once_for_each_article() {
    let record = serde_json::json!({"id": "thread", "text": page()}).to_string();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jiaokan"))
        .args(["clean", "--jsonl", "-", "--articles", "all"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    writeln!(child.stdin.take().expect("a pipe"), "{record}").expect("a record");
    let output = child.wait_with_output().expect("an answer");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let answers: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect();
    assert_eq!(answers.len(), POSTS.len());
    for (answer, post) in answers.iter().zip(POSTS) {
        assert_eq!(answer["id"], "thread");
        assert_eq!(answer["text"], format!("{post}\n"));
    }
}
