#!/usr/bin/env python3
"""count.py BIN FOLDER [-v REGISTER] [-j OUT]: places changed per 10,000 characters by register (subfolder), by rule. Files that are no .md go in as .txt."""
import sys,os,json,subprocess,tempfile,glob,collections,shutil
binary,folder=sys.argv[1:3]
only=sys.argv[4] if len(sys.argv)>4 and sys.argv[3]=='-v' else None
work=tempfile.mkdtemp(dir='/tmp/w/kinds')
LAYOUT={'L003','L004','L005','W030'}
for reg in sorted(os.listdir(folder)):
    if only and reg!=only: continue
    d=os.path.join(folder,reg)
    if not os.path.isdir(d): continue
    i=work+'/in/'+reg; os.makedirs(i)
    c=0
    for p in sorted(glob.glob(d+'/**/*',recursive=True)):
        if not os.path.isfile(p): continue
        c+=len(open(p,encoding='utf8',errors='replace').read())
        b=os.path.basename(p)
        shutil.copy(p,i+'/'+(b if b.endswith('.md') else b+'.txt'))
    subprocess.run([binary,'clean',i,'-o',work+'/out/'+reg,'-q'],capture_output=True)
    rules=collections.Counter()
    shown=collections.Counter()
    for line in open(work+'/out/'+reg+'/manifest.jsonl',encoding='utf8'):
        e=json.loads(line)
        for st,rs in e.get('edits',{}).items():
            for r,k in rs.items(): rules[r]+=k
    for p in sorted(glob.glob(work+'/out/'+reg+'/**/*.apparatus.jsonl',recursive=True)) if only else []:
        seen=collections.Counter()
        for line in open(p,encoding='utf8'):
            e=json.loads(line)
            if 'rule' not in e or e.get('grade')=='doubtful' or 'value' in e or 'fact' in e or e['rule'] in ('U012','D003','S006'): continue
            seen[e['rule']]+=1
            if seen[e['rule']]<=8 and e['rule'] not in LAYOUT: print('  ',os.path.basename(p)[:24],json.dumps({x:e[x] for x in e if x not in('stage','layer','round','grade')},ensure_ascii=False)[:230])
    n=sum(rules.values()); m=sum(k for r,k in rules.items() if r not in LAYOUT and r[0]!='K')
    print(f"{reg:16} {c:8} chars {1e4*n/max(c,1):8.1f} all {1e4*m/max(c,1):8.1f} but layout, markup /10k  "+' '.join(f'{r}:{k}' for r,k in rules.most_common(10)))
print(work)
