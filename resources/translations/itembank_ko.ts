<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
 <context>
  <name>Account</name>
  <message>
   <source>Bank format</source>
   <translation>은행 형식</translation>
  </message>
  <message>
   <source>Certificate</source>
   <translation>인증서</translation>
  </message>
  <message>
   <source>Encrypted where the server offers it</source>
   <translation>서버가 되면 암호화</translation>
  </message>
  <message>
   <source>Encrypted; certificate checked, name not</source>
   <translation>암호화 · 인증서 확인, 서버 이름은 확인 안 함</translation>
  </message>
  <message>
   <source>Encrypted; server name and certificate checked</source>
   <translation>암호화 · 서버 이름과 인증서 확인</translation>
  </message>
  <message>
   <source>Encrypted; server not checked</source>
   <translation>암호화 · 서버는 확인 안 함</translation>
  </message>
  <message>
   <source>It may not</source>
   <translation>할 수 없는 일</translation>
  </message>
  <message>
   <source>Items</source>
   <translation>문항</translation>
  </message>
  <message>
   <source>Not encrypted</source>
   <translation>암호화 안 함</translation>
  </message>
  <message>
   <source>Server</source>
   <translation>서버</translation>
  </message>
  <message>
   <source>This account may</source>
   <translation>할 수 있는 일</translation>
  </message>
  <message>
   <source>add vectors</source>
   <translation>벡터 더하기</translation>
  </message>
  <message>
   <source>give verdicts</source>
   <translation>판정</translation>
  </message>
  <message>
   <source>none: the line is not encrypted</source>
   <translation>없음 · 암호화하지 않은 연결입니다</translation>
  </message>
  <message>
   <source>not checked; the line is encrypted ({version})</source>
   <translation>확인하지 않음 · 암호화된 연결입니다({version})</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>없음</translation>
  </message>
  <message>
   <source>save items</source>
   <translation>문항 저장</translation>
  </message>
  <message>
   <source>search and read</source>
   <translation>찾기와 읽기</translation>
  </message>
  <message>
   <source>{database} on {host}</source>
   <translation>{host}의 {database}</translation>
  </message>
  <message>
   <source>{subject}, until {date}, issued by {issuer}</source>
   <translation>{subject} · {date}까지 · 발급 {issuer}</translation>
  </message>
 </context>
 <context>
  <name>AnswerBar</name>
  <message>
   <source>Note</source>
   <translation>메모</translation>
  </message>
  <message>
   <source>Note (N)</source>
   <translation>메모 (N)</translation>
  </message>
  <message>
   <source>not at all</source>
   <translation>전혀 다름</translation>
  </message>
  <message>
   <source>the same</source>
   <translation>같음</translation>
  </message>
 </context>
 <context>
  <name>AxisBars</name>
  <message>
   <source>differs</source>
   <translation>다름</translation>
  </message>
  <message>
   <source>same</source>
   <translation>같음</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>모름</translation>
  </message>
 </context>
 <context>
  <name>Badge</name>
  <message>
   <source>For reference</source>
   <translation>참고</translation>
  </message>
  <message>
   <source>Other numbers</source>
   <translation>숫자만 다름</translation>
  </message>
  <message>
   <source>Possible duplicate</source>
   <translation>중복 의심</translation>
  </message>
  <message>
   <source>Similar type</source>
   <translation>유사 유형</translation>
  </message>
 </context>
 <context>
  <name>BankSide</name>
  <message>
   <source>An import is running. Stop it or wait until it ends.</source>
   <translation>다른 가져오기가 진행 중입니다. 멈추거나 끝날 때까지 기다려 주세요.</translation>
  </message>
  <message>
   <source>Choose a folder that holds items.jsonl</source>
   <translation>items.jsonl이 든 폴더 고르기</translation>
  </message>
  <message>
   <source>Figure files are gone for {count} items, such as {id}. These are found by their text alone.</source>
   <translation>문항 {count}개({id} 등)의 그림 파일이 없습니다. 이 문항들은 글로만 찾습니다.</translation>
  </message>
  <message>
   <source>Folder of the new bank</source>
   <translation>새 은행의 폴더</translation>
  </message>
  <message>
   <source>Importing {done} of {total}</source>
   <translation>가져오는 중 {done} / {total}</translation>
  </message>
  <message>
   <source>Open a bank folder</source>
   <translation>문항은행 폴더 열기</translation>
  </message>
  <message>
   <source>Open another bank</source>
   <translation>다른 은행 열기</translation>
  </message>
  <message>
   <source>Open the sample bank</source>
   <translation>예시 은행 열기</translation>
  </message>
  <message>
   <source>Sample bank</source>
   <translation>예시 은행</translation>
  </message>
  <message>
   <source>Show the import</source>
   <translation>가져오기 보기</translation>
  </message>
 </context>
 <context>
  <name>Banner</name>
  <message>
   <source>Dismiss</source>
   <translation>닫기</translation>
  </message>
 </context>
 <context>
  <name>CaptureKey</name>
  <message>
   <source>Another program has {key}.</source>
   <translation>다른 프로그램이 {key}를 쓰고 있습니다.</translation>
  </message>
  <message>
   <source>This system lends programs no such key. The button and Ctrl+Shift+S work in this window.</source>
   <translation>이 시스템은 프로그램에 그런 단축키를 내주지 않습니다. 이 창 안에서는 단추와 Ctrl+Shift+S로 캡처합니다.</translation>
  </message>
 </context>
 <context>
  <name>ChoiceButton</name>
  <message>
   <source>all</source>
   <translation>전체</translation>
  </message>
 </context>
 <context>
  <name>ChoiceList</name>
  <message>
   <source>Look for a value</source>
   <translation>값 찾기</translation>
  </message>
 </context>
 <context>
  <name>ComparedParts</name>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>Choices</source>
   <translation>선택지</translation>
  </message>
  <message>
   <source>Choices, in another order</source>
   <translation>선택지 · 순서가 다릅니다</translation>
  </message>
  <message>
   <source>Explanation</source>
   <translation>해설</translation>
  </message>
  <message>
   <source>My draft</source>
   <translation>내 초안</translation>
  </message>
  <message>
   <source>That of a draft is not compared.</source>
   <translation>초안의 해설은 비교하지 않습니다.</translation>
  </message>
  <message>
   <source>The draft has no text.</source>
   <translation>초안에 글이 없습니다.</translation>
  </message>
  <message>
   <source>none</source>
   <translation>없음</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>적지 않음</translation>
  </message>
 </context>
 <context>
  <name>Comparison</name>
  <message>
   <source>1 formula</source>
   <translation>수식 1개</translation>
  </message>
  <message>
   <source>1 number</source>
   <translation>수 1개</translation>
  </message>
  <message>
   <source>1 word</source>
   <translation>낱말 1개</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>Figure</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>Figure mirrored and turned left by 90°</source>
   <translation>뒤집어 왼쪽으로 90° 돌린 그림</translation>
  </message>
  <message>
   <source>Figure mirrored and turned right by 90°</source>
   <translation>뒤집어 오른쪽으로 90° 돌린 그림</translation>
  </message>
  <message>
   <source>Figure mirrored left to right</source>
   <translation>좌우로 뒤집힌 그림</translation>
  </message>
  <message>
   <source>Figure mirrored top to bottom</source>
   <translation>위아래로 뒤집힌 그림</translation>
  </message>
  <message>
   <source>Figure turned by 180°</source>
   <translation>180° 돌린 그림</translation>
  </message>
  <message>
   <source>Figure turned left by 90°</source>
   <translation>왼쪽으로 90° 돌린 그림</translation>
  </message>
  <message>
   <source>Figure turned right by 90°</source>
   <translation>오른쪽으로 90° 돌린 그림</translation>
  </message>
  <message>
   <source>Meaning</source>
   <translation>뜻</translation>
  </message>
  <message>
   <source>Numbers</source>
   <translation>수</translation>
  </message>
  <message>
   <source>Only the draft has a figure.</source>
   <translation>그림은 초안에만 있습니다.</translation>
  </message>
  <message>
   <source>Only the item has a figure.</source>
   <translation>그림은 은행 문항에만 있습니다.</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>글</translation>
  </message>
  <message>
   <source>There is nothing to compare yet.</source>
   <translation>아직 비교할 것이 없습니다.</translation>
  </message>
  <message>
   <source>the answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>the choices</source>
   <translation>선택지</translation>
  </message>
  <message>
   <source>the figure</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>the figures</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>the order of the choices</source>
   <translation>선택지 순서</translation>
  </message>
  <message>
   <source>the wording</source>
   <translation>문장</translation>
  </message>
  <message>
   <source>{turned}.</source>
   <translation>{turned}입니다.</translation>
  </message>
  <message>
   <source>{} and {}</source>
   <translation>{}[과/와] {}</translation>
  </message>
  <message>
   <source>{} are the same.</source>
   <translation>{}[이/가] 같습니다.</translation>
  </message>
  <message>
   <source>{} are the same;</source>
   <translation>{}[이/가] 같고</translation>
  </message>
  <message>
   <source>{} differ.</source>
   <translation>{}[이/가] 다릅니다.</translation>
  </message>
  <message>
   <source>{} differs.</source>
   <translation>{}[이/가] 다릅니다.</translation>
  </message>
  <message>
   <source>{} formulas</source>
   <translation>수식 {}개</translation>
  </message>
  <message>
   <source>{} is the same.</source>
   <translation>{}[이/가] 같습니다.</translation>
  </message>
  <message>
   <source>{} is the same;</source>
   <translation>{}[이/가] 같고</translation>
  </message>
  <message>
   <source>{} numbers</source>
   <translation>수 {}개</translation>
  </message>
  <message>
   <source>{} words</source>
   <translation>낱말 {}개</translation>
  </message>
 </context>
 <context>
  <name>ComparisonPane</name>
  <message>
   <source>Back to the list</source>
   <translation>목록으로</translation>
  </message>
  <message>
   <source>Back to the list (Esc)</source>
   <translation>목록으로 (Esc)</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>비교</translation>
  </message>
  <message>
   <source>Measure how far the draft moves away from this item (Ctrl+P)</source>
   <translation>초안이 이 문항에서 얼마나 멀어지는지 잽니다 (Ctrl+P)</translation>
  </message>
  <message>
   <source>Next item</source>
   <translation>다음 문항</translation>
  </message>
  <message>
   <source>Next item (↓)</source>
   <translation>다음 문항 (↓)</translation>
  </message>
  <message>
   <source>Pin</source>
   <translation>고정</translation>
  </message>
  <message>
   <source>Previous item</source>
   <translation>이전 문항</translation>
  </message>
  <message>
   <source>Previous item (↑)</source>
   <translation>이전 문항 (↑)</translation>
  </message>
  <message>
   <source>The whole item with its explanation (Enter)</source>
   <translation>해설까지 문항 전체를 봅니다 (Enter)</translation>
  </message>
  <message>
   <source>Whole item</source>
   <translation>문항 전체</translation>
  </message>
 </context>
 <context>
  <name>ComparisonSide</name>
  <message>
   <source>no longer in the list</source>
   <translation>이제 목록에 없음</translation>
  </message>
 </context>
 <context>
  <name>ConflictPage</name>
  <message>
   <source>Both versions are kept until you choose what the bank holds.</source>
   <translation>은행에 둘 것을 고를 때까지 두 판을 모두 보관합니다.</translation>
  </message>
  <message>
   <source>Decide later</source>
   <translation>나중에 정하기</translation>
  </message>
  <message>
   <source>In the bank now</source>
   <translation>지금 은행에 있는 것</translation>
  </message>
  <message>
   <source>Keep the bank's</source>
   <translation>은행의 것을 그대로 두기</translation>
  </message>
  <message>
   <source>Let go of mine</source>
   <translation>내 것 버리기</translation>
  </message>
  <message>
   <source>Mine</source>
   <translation>내 것</translation>
  </message>
  <message>
   <source>Not yet</source>
   <translation>아직 아닙니다</translation>
  </message>
  <message>
   <source>Replace the bank's version</source>
   <translation>은행 것을 바꾸기</translation>
  </message>
  <message>
   <source>Save mine as a new version</source>
   <translation>내 것을 새 판으로 저장</translation>
  </message>
  <message>
   <source>Somebody changed this item meanwhile.</source>
   <translation>그동안 다른 사람이 이 문항을 고쳤습니다.</translation>
  </message>
  <message>
   <source>Somebody deleted this item meanwhile.</source>
   <translation>그동안 다른 사람이 이 문항을 지웠습니다.</translation>
  </message>
  <message>
   <source>The bank's version stays. Yours is let go of.</source>
   <translation>은행의 것을 그대로 두고 내 것은 버립니다.</translation>
  </message>
  <message>
   <source>This item was published meanwhile. What is published is not changed.</source>
   <translation>그동안 이 문항이 출판되었습니다. 출판된 문항은 고치지 않습니다.</translation>
  </message>
  <message>
   <source>Your version can become a new item.</source>
   <translation>내 것은 새 문항으로 만들 수 있습니다.</translation>
  </message>
  <message>
   <source>Your version takes the place of the bank's for everybody.</source>
   <translation>모두에게 내 것이 은행 것을 대신합니다.</translation>
  </message>
 </context>
 <context>
  <name>ConnectPage</name>
  <message>
   <source>A copy on this computer answers while the server is away.</source>
   <translation>서버가 응답하지 않을 때는 이 컴퓨터의 사본으로 찾습니다.</translation>
  </message>
  <message>
   <source>Account</source>
   <translation>계정</translation>
  </message>
  <message>
   <source>Authors of one publisher work on one bank on a server.</source>
   <translation>같은 출판사의 저자들이 서버에 있는 문항은행 하나를 함께 씁니다.</translation>
  </message>
  <message>
   <source>Back to the list</source>
   <translation>목록으로</translation>
  </message>
  <message>
   <source>Bank</source>
   <translation>은행</translation>
  </message>
  <message>
   <source>Certificate</source>
   <translation>인증서</translation>
  </message>
  <message>
   <source>Certificates ({names})</source>
   <translation>인증서 ({names})</translation>
  </message>
  <message>
   <source>Choose a certificate file</source>
   <translation>인증서 파일 고르기</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>고르기…</translation>
  </message>
  <message>
   <source>Connect</source>
   <translation>연결</translation>
  </message>
  <message>
   <source>Connect to a shared bank</source>
   <translation>공유 문항은행 연결</translation>
  </message>
  <message>
   <source>Connected</source>
   <translation>연결되었습니다</translation>
  </message>
  <message>
   <source>It is kept in this computer's keyring, never in a file.</source>
   <translation>이 컴퓨터의 암호 보관함에만 두고 파일에는 쓰지 않습니다.</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>연결 보호</translation>
  </message>
  <message>
   <source>Password</source>
   <translation>비밀번호</translation>
  </message>
  <message>
   <source>Port</source>
   <translation>포트</translation>
  </message>
  <message>
   <source>Server</source>
   <translation>서버</translation>
  </message>
  <message>
   <source>Somebody between you and the server could read or change what is sent.</source>
   <translation>중간에서 누군가 내용을 읽거나 바꿀 수 있는 연결입니다.</translation>
  </message>
  <message>
   <source>Test</source>
   <translation>시험</translation>
  </message>
  <message>
   <source>The copy on this computer</source>
   <translation>이 컴퓨터의 사본</translation>
  </message>
  <message>
   <source>The server is asked…</source>
   <translation>서버에 묻고 있습니다…</translation>
  </message>
  <message>
   <source>This computer has no keyring. The password is kept until the program ends.</source>
   <translation>이 컴퓨터에는 암호 보관함이 없습니다. 비밀번호는 프로그램을 끝낼 때까지만 기억합니다.</translation>
  </message>
  <message>
   <source>Type the password for {bank}.</source>
   <translation>{bank} 은행의 비밀번호를 입력해 주세요.</translation>
  </message>
  <message>
   <source>Your bank keeper knows these entries.</source>
   <translation>입력할 내용은 은행 관리자가 알려 줍니다.</translation>
  </message>
  <message>
   <source>bank.example.org, or a whole postgresql:// address</source>
   <translation>bank.example.org 또는 postgresql:// 주소 전체</translation>
  </message>
  <message>
   <source>name of the database</source>
   <translation>데이터베이스 이름</translation>
  </message>
  <message>
   <source>the system's own; else a file of your bank keeper (.pem, .crt)</source>
   <translation>비우면 시스템 인증서 · 관리자가 준 파일 (.pem, .crt)</translation>
  </message>
 </context>
 <context>
  <name>CrashDialog</name>
  <message>
   <source>Add messages as they were written (they may quote your text)</source>
   <translation>기록을 그대로 덧붙이기(쓰신 글이 들어갈 수 있습니다)</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>닫기</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>복사했습니다</translation>
  </message>
  <message>
   <source>Copy report</source>
   <translation>보고서 복사</translation>
  </message>
  <message>
   <source>Nothing is sent. Copy this report and pass it on to your support. It holds none of your text unless you tick the box.</source>
   <translation>아무것도 보내지 않습니다. 보고서를 복사해 담당자에게 전해 주세요. 아래를 고르지 않으면 쓰신 글은 들어가지 않습니다.</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>보고서</translation>
  </message>
  <message>
   <source>Report of a fault</source>
   <translation>오류 보고서</translation>
  </message>
 </context>
 <context>
  <name>CrashNotice</name>
  <message>
   <source>A fault inside the program was recorded. Your draft is unchanged; you can go on.</source>
   <translation>프로그램 안에서 오류가 기록되었습니다. 초안은 그대로이며 계속 쓰실 수 있습니다.</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>닫기</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>자세히</translation>
  </message>
  <message>
   <source>{} faults inside the program were recorded. Your draft is unchanged; you can go on.</source>
   <translation>프로그램 안에서 오류 {}개가 기록되었습니다. 초안은 그대로이며 계속 쓰실 수 있습니다.</translation>
  </message>
 </context>
 <context>
  <name>Deciding</name>
  <message>
   <source>Nothing is decided about {item} any more.</source>
   <translation>{item}의 판정을 거두었습니다.</translation>
  </message>
  <message>
   <source>Select an item first, then decide about it.</source>
   <translation>먼저 문항을 고르고 판정해 주세요.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
  <message>
   <source>{item} is unrelated and hidden until one of the two changes.</source>
   <translation>{item}[을/를] 무관으로 숨겼습니다. 둘 중 하나가 바뀌면 다시 나옵니다.</translation>
  </message>
  <message>
   <source>{item} must not meet the draft in one paper.</source>
   <translation>{item}[은/는] 초안과 한 시험지에 넣지 않습니다.</translation>
  </message>
  <message>
   <source>{item}: {verdict}.</source>
   <translation>{item}: {verdict}[으로/로] 판정했습니다.</translation>
  </message>
 </context>
 <context>
  <name>DetailPane</name>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>Back to the comparison</source>
   <translation>비교로</translation>
  </message>
  <message>
   <source>Back to the comparison (Esc)</source>
   <translation>비교로 (Esc)</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>고치기</translation>
  </message>
  <message>
   <source>Change this item</source>
   <translation>이 문항 고치기</translation>
  </message>
  <message>
   <source>Explanation</source>
   <translation>해설</translation>
  </message>
  <message>
   <source>Item</source>
   <translation>문항</translation>
  </message>
  <message>
   <source>Next item</source>
   <translation>다음 문항</translation>
  </message>
  <message>
   <source>Next item (↓)</source>
   <translation>다음 문항 (↓)</translation>
  </message>
  <message>
   <source>Previous item</source>
   <translation>이전 문항</translation>
  </message>
  <message>
   <source>Previous item (↑)</source>
   <translation>이전 문항 (↑)</translation>
  </message>
  <message>
   <source>Published items are not changed</source>
   <translation>출판된 문항은 고칠 수 없습니다</translation>
  </message>
  <message>
   <source>Put this item into the editor, to save a new version (F2)</source>
   <translation>이 문항을 편집기로 가져와 새 판으로 저장 (F2)</translation>
  </message>
 </context>
 <context>
  <name>DisputeTable</name>
  <message>
   <source>Alike by</source>
   <translation>비슷하다고 본 쪽</translation>
  </message>
  <message>
   <source>Item</source>
   <translation>문항</translation>
  </message>
  <message>
   <source>Other item</source>
   <translation>다른 문항</translation>
  </message>
  <message>
   <source>Pairs in dispute</source>
   <translation>엇갈린 짝</translation>
  </message>
 </context>
 <context>
  <name>DistanceMeter</name>
  <message>
   <source>Compare with the pinned item</source>
   <translation>고정한 문항과 비교</translation>
  </message>
  <message>
   <source>Distance from the pinned item</source>
   <translation>고정한 문항과의 거리</translation>
  </message>
  <message>
   <source>Stop measuring</source>
   <translation>그만 재기</translation>
  </message>
  <message>
   <source>Stop measuring (Ctrl+P)</source>
   <translation>그만 재기 (Ctrl+P)</translation>
  </message>
  <message>
   <source>measured as soon as something is written</source>
   <translation>문항을 쓰면 다시 잽니다</translation>
  </message>
  <message>
   <source>now “{badge}”</source>
   <translation>이제 ‘{badge}’입니다</translation>
  </message>
  <message>
   <source>rank {rank} now</source>
   <translation>지금 {rank}위</translation>
  </message>
  <message>
   <source>still “{badge}”</source>
   <translation>아직 ‘{badge}’입니다</translation>
  </message>
  <message>
   <source>{now}, as when pinned</source>
   <translation>{now}, 고정할 때와 같습니다</translation>
  </message>
  <message>
   <source>{start} when pinned, {now} now</source>
   <translation>고정할 때 {start}, 지금 {now}</translation>
  </message>
 </context>
 <context>
  <name>DraftEditor</name>
  <message>
   <source>Draft</source>
   <translation>초안</translation>
  </message>
  <message>
   <source>Type an item here</source>
   <translation>문항을 입력하세요</translation>
  </message>
 </context>
 <context>
  <name>DraftPane</name>
  <message>
   <source>Draft</source>
   <translation>초안</translation>
  </message>
  <message>
   <source>Fold the preview</source>
   <translation>미리보기 접기</translation>
  </message>
  <message>
   <source>New draft</source>
   <translation>새 초안</translation>
  </message>
  <message>
   <source>New draft (Ctrl+N)</source>
   <translation>새 초안 (Ctrl+N)</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>저장</translation>
  </message>
  <message>
   <source>Save the draft as an item of the bank (Ctrl+S)</source>
   <translation>초안을 은행의 문항으로 저장 (Ctrl+S)</translation>
  </message>
  <message>
   <source>Save to the bank</source>
   <translation>은행에 저장</translation>
  </message>
  <message>
   <source>Typeset preview</source>
   <translation>조판 미리보기</translation>
  </message>
  <message>
   <source>Unfold the preview</source>
   <translation>미리보기 펼치기</translation>
  </message>
 </context>
 <context>
  <name>DraftPreview</name>
  <message>
   <source>Answer {answer}</source>
   <translation>정답 {answer}</translation>
  </message>
  <message>
   <source>Explanation {explanation}</source>
   <translation>해설 {explanation}</translation>
  </message>
  <message>
   <source>The typeset draft appears here.</source>
   <translation>조판한 초안이 여기에 나타납니다</translation>
  </message>
 </context>
 <context>
  <name>EvaluationWindow</name>
  <message>
   <source>Compare finders</source>
   <translation>검색 방법 비교</translation>
  </message>
  <message>
   <source>Evaluation</source>
   <translation>평가</translation>
  </message>
  <message>
   <source>Ground truths</source>
   <translation>정답 자료</translation>
  </message>
  <message>
   <source>Performance</source>
   <translation>성능</translation>
  </message>
  <message>
   <source>Review pairs</source>
   <translation>짝 검토</translation>
  </message>
 </context>
 <context>
  <name>Facts</name>
  <message>
   <source>Author</source>
   <translation>저자</translation>
  </message>
  <message>
   <source>Difficulty</source>
   <translation>난이도</translation>
  </message>
  <message>
   <source>Exam</source>
   <translation>시험</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>계열</translation>
  </message>
  <message>
   <source>Grade</source>
   <translation>학년</translation>
  </message>
  <message>
   <source>Level</source>
   <translation>학년</translation>
  </message>
  <message>
   <source>Paper</source>
   <translation>시험지</translation>
  </message>
  <message>
   <source>School</source>
   <translation>학교</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>출처</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>상태</translation>
  </message>
  <message>
   <source>Subject</source>
   <translation>과목</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>단원</translation>
  </message>
  <message>
   <source>Year</source>
   <translation>연도</translation>
  </message>
  <message>
   <source>draft</source>
   <translation>초안</translation>
  </message>
  <message>
   <source>published</source>
   <translation>출판</translation>
  </message>
  <message>
   <source>with a figure</source>
   <translation>그림 있음</translation>
  </message>
  <message>
   <source>without a figure</source>
   <translation>그림 없음</translation>
  </message>
 </context>
 <context>
  <name>FigureComparison</name>
  <message>
   <source>A click exchanges the figures.</source>
   <translation>누르면 그림이 바뀝니다.</translation>
  </message>
  <message>
   <source>Blink</source>
   <translation>깜빡임</translation>
  </message>
  <message>
   <source>Both figures next to each other (←/→)</source>
   <translation>두 그림을 나란히 봅니다 (←/→)</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>차이</translation>
  </message>
  <message>
   <source>Enlarge or shrink (Space)</source>
   <translation>크게 보기 (Space)</translation>
  </message>
  <message>
   <source>Enlarge or shrink the figures</source>
   <translation>그림 크게 보기</translation>
  </message>
  <message>
   <source>Figure</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>Figure {at} of {count}</source>
   <translation>그림 {at}/{count}</translation>
  </message>
  <message>
   <source>Figures of the draft and of the item</source>
   <translation>초안과 은행 문항의 그림</translation>
  </message>
  <message>
   <source>Grey: both. Orange: only the draft. Blue: only the item.</source>
   <translation>회색은 둘 다, 주황은 초안에만, 파랑은 은행 문항에만 있습니다.</translation>
  </message>
  <message>
   <source>How much of the item's figure is shown</source>
   <translation>은행 문항의 그림을 보이는 정도</translation>
  </message>
  <message>
   <source>Left the draft, right the item.</source>
   <translation>왼쪽은 초안, 오른쪽은 은행 문항입니다.</translation>
  </message>
  <message>
   <source>Nothing visible differs.</source>
   <translation>눈에 보이는 차이가 없습니다.</translation>
  </message>
  <message>
   <source>One and the other by turns (←/→)</source>
   <translation>두 그림을 번갈아 봅니다 (←/→)</translation>
  </message>
  <message>
   <source>One upon the other, with a slider (←/→)</source>
   <translation>두 그림을 겹쳐 봅니다 (←/→)</translation>
  </message>
  <message>
   <source>Only what differs has a colour (←/→)</source>
   <translation>다른 곳만 색으로 봅니다 (←/→)</translation>
  </message>
  <message>
   <source>Overlay</source>
   <translation>겹치기</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>나란히</translation>
  </message>
  <message>
   <source>The draft and the item by turns.</source>
   <translation>초안과 은행 문항이 번갈아 보입니다.</translation>
  </message>
  <message>
   <source>The draft has no such figure.</source>
   <translation>초안에는 이런 그림이 없습니다.</translation>
  </message>
  <message>
   <source>The figures cannot be laid over each other.</source>
   <translation>두 그림을 겹칠 수 없습니다.</translation>
  </message>
  <message>
   <source>The item has no such figure.</source>
   <translation>은행 문항에는 이런 그림이 없습니다.</translation>
  </message>
  <message>
   <source>The item's figure is turned back.</source>
   <translation>은행 문항의 그림을 바로 돌려 놓았습니다.</translation>
  </message>
  <message>
   <source>To the left the draft, to the right the item.</source>
   <translation>왼쪽으로 밀면 초안, 오른쪽으로 밀면 은행 문항이 보입니다.</translation>
  </message>
 </context>
 <context>
  <name>FigureView</name>
  <message>
   <source>Click to enlarge</source>
   <translation>누르면 크게 봅니다</translation>
  </message>
  <message>
   <source>Figure unreadable</source>
   <translation>그림을 읽지 못했습니다</translation>
  </message>
  <message>
   <source>Figure, press Space to enlarge</source>
   <translation>그림, 스페이스를 누르면 크게 봅니다</translation>
  </message>
 </context>
 <context>
  <name>FileField</name>
  <message>
   <source>Choose a file…</source>
   <translation>파일 고르기…</translation>
  </message>
  <message>
   <source>none chosen</source>
   <translation>고르지 않았습니다</translation>
  </message>
 </context>
 <context>
  <name>FilterBar</name>
  <message>
   <source>Figure</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>Figure: either</source>
   <translation>그림: 모두</translation>
  </message>
  <message>
   <source>Keep as default</source>
   <translation>기본으로 두기</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>모두 보기</translation>
  </message>
  <message>
   <source>Year from</source>
   <translation>연도 처음</translation>
  </message>
  <message>
   <source>Year to</source>
   <translation>연도 끝</translation>
  </message>
  <message>
   <source>from {year}</source>
   <translation>{year}년부터</translation>
  </message>
  <message>
   <source>to {year}</source>
   <translation>{year}년까지</translation>
  </message>
 </context>
 <context>
  <name>FilterSide</name>
  <message>
   <source>The filter is kept for every start.</source>
   <translation>시작할 때마다 이 필터를 씁니다.</translation>
  </message>
  <message>
   <source>The filter was dropped.</source>
   <translation>필터를 풀었습니다.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
 </context>
 <context>
  <name>Finder</name>
  <message>
   <source>Fingerprint search</source>
   <translation>지문 검색</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds}초</translation>
  </message>
 </context>
 <context>
  <name>FinderResults</name>
  <message>
   <source>Every two</source>
   <translation>둘씩</translation>
  </message>
  <message>
   <source>Finder</source>
   <translation>검색 방법</translation>
  </message>
  <message>
   <source>Ground truth</source>
   <translation>정답 자료</translation>
  </message>
  <message>
   <source>Plots</source>
   <translation>그래프</translation>
  </message>
  <message>
   <source>Queries</source>
   <translation>질의별</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>표</translation>
  </message>
  <message>
   <source>Why was one missed? Enter opens a query beside the item ranked low.</source>
   <translation>왜 놓쳤는지 봅니다. Enter를 누르면 질의와 낮게 매긴 문항을 나란히 보여 줍니다.</translation>
  </message>
 </context>
 <context>
  <name>FinderTable</name>
  <message>
   <source>Finder</source>
   <translation>검색 방법</translation>
  </message>
  <message>
   <source>Finders</source>
   <translation>검색 방법</translation>
  </message>
  <message>
   <source>Unanswered</source>
   <translation>답하지 못함</translation>
  </message>
  <message>
   <source>best</source>
   <translation>최고</translation>
  </message>
  <message>
   <source>p against the best</source>
   <translation>최고와 견준 p</translation>
  </message>
 </context>
 <context>
  <name>Finders</name>
  <message>
   <source>Best under {truth}: {finder}, {measure} {value} over {count} queries.</source>
   <translation>{truth} 기준으로 가장 좋은 방법은 {finder}입니다. {measure} {value}, 질의 {count}개입니다.</translation>
  </message>
  <message>
   <source>Figure fingerprint alone</source>
   <translation>그림 지문 단독</translation>
  </message>
  <message>
   <source>Fingerprints</source>
   <translation>지문</translation>
  </message>
  <message>
   <source>Fingerprints without figures</source>
   <translation>그림 뺀 지문</translation>
  </message>
  <message>
   <source>It beats all {all} others by more than chance explains; the nearest is {finder}, {behind} behind (p {p}).</source>
   <translation>다른 {all}개 모두보다 우연으로 볼 수 없을 만큼 낫습니다. 그중 가장 가까운 {finder}보다 {behind} 앞섭니다(p {p}).</translation>
  </message>
  <message>
   <source>It beats {count} of {all} others by more than chance explains; the nearest is {finder}, {behind} behind (p {p}).</source>
   <translation>다른 {all}개 가운데 {count}개보다 우연으로 볼 수 없을 만큼 낫습니다. 그중 가장 가까운 {finder}보다 {behind} 앞섭니다(p {p}).</translation>
  </message>
  <message>
   <source>Numbers fingerprint alone</source>
   <translation>수 지문 단독</translation>
  </message>
  <message>
   <source>Text fingerprint alone</source>
   <translation>글 지문 단독</translation>
  </message>
  <message>
   <source>With these queries it cannot be told apart from {count} others: {names}.</source>
   <translation>이 질의들로는 다른 {count}개와 낫고 못함을 가릴 수 없습니다: {names}.</translation>
  </message>
  <message>
   <source>en</source>
   <translation>ko</translation>
  </message>
  <message>
   <source>figures</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>last token</source>
   <translation>끝 토큰</translation>
  </message>
  <message>
   <source>mean</source>
   <translation>평균</translation>
  </message>
  <message>
   <source>text</source>
   <translation>글</translation>
  </message>
  <message>
   <source>text alone</source>
   <translation>글만</translation>
  </message>
  <message>
   <source>text and figures</source>
   <translation>글과 그림</translation>
  </message>
  <message>
   <source>with figures</source>
   <translation>그림 있음</translation>
  </message>
  <message>
   <source>with formulas</source>
   <translation>수식 있음</translation>
  </message>
  <message>
   <source>{count} queries are not in the bank and count as 0.</source>
   <translation>질의 {count}개는 은행에 없어 0으로 셉니다.</translation>
  </message>
  <message>
   <source>{finder}, again by {model} ({share})</source>
   <translation>{finder} 뒤 {model} ({share})</translation>
  </message>
  <message>
   <source>{one} + {other}</source>
   <translation>{one} + {other}</translation>
  </message>
  <message>
   <source>{one} and {other} in one vector</source>
   <translation>{one}·{other} 이어 붙임</translation>
  </message>
 </context>
 <context>
  <name>FindersFront</name>
  <message>
   <source>Choose a folder…</source>
   <translation>폴더 고르기…</translation>
  </message>
  <message>
   <source>Choose ground truths</source>
   <translation>정답 자료 고르기</translation>
  </message>
  <message>
   <source>Choose ground truths…</source>
   <translation>정답 자료 고르기…</translation>
  </message>
  <message>
   <source>Compare finders</source>
   <translation>비교 시작</translation>
  </message>
  <message>
   <source>Compare otherwise…</source>
   <translation>다르게 비교…</translation>
  </message>
  <message>
   <source>Folder of the report</source>
   <translation>보고서를 쓸 폴더</translation>
  </message>
  <message>
   <source>Ground truths</source>
   <translation>정답 자료</translation>
  </message>
  <message>
   <source>Ground truths ({names})</source>
   <translation>정답 자료 ({names})</translation>
  </message>
  <message>
   <source>Open the report folder</source>
   <translation>보고서 폴더 열기</translation>
  </message>
  <message>
   <source>Relevant from grade</source>
   <translation>정답으로 볼 등급</translation>
  </message>
  <message>
   <source>Report folder</source>
   <translation>보고서 폴더</translation>
  </message>
  <message>
   <source>Whose first items</source>
   <translation>순위를 다시 매길 방법</translation>
  </message>
  <message>
   <source>none chosen</source>
   <translation>고르지 않았습니다</translation>
  </message>
 </context>
 <context>
  <name>FindersPage</name>
  <message>
   <source>Compared are the fingerprints, together and each alone, BM25, TF-IDF, every model's vectors that this bank holds, and their mixtures. The report says what won, by how much, and whether that is more than chance, with tables, plots and every query.</source>
   <translation>지문 전체와 하나씩, BM25, TF-IDF, 이 은행에 있는 모델 벡터와 그 혼합을 비교합니다. 보고서는 어느 방법이 얼마나 나은지, 우연으로 볼 수 있는지 말하고 표와 그래프, 질의별 결과를 담습니다.</translation>
  </message>
  <message>
   <source>Comparing finders</source>
   <translation>검색 방법을 비교합니다</translation>
  </message>
  <message>
   <source>Comparing finders: {share} %, {finder}</source>
   <translation>검색 방법 비교 {share}%, {finder}</translation>
  </message>
  <message>
   <source>No bank is open.</source>
   <translation>열린 은행이 없습니다.</translation>
  </message>
  <message>
   <source>Stopped. Started again, the comparison goes on where it was.</source>
   <translation>멈췄습니다. 다시 시작하면 멈춘 곳부터 이어 갑니다.</translation>
  </message>
  <message>
   <source>Working out intervals and tests, and writing the report</source>
   <translation>구간과 검정을 계산하고 보고서를 쓰는 중입니다</translation>
  </message>
 </context>
 <context>
  <name>FirstStart</name>
  <message>
   <source>Begin to write</source>
   <translation>바로 쓰기</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>고르기…</translation>
  </message>
  <message>
   <source>Connect to a shared bank</source>
   <translation>공유 문항은행 연결</translation>
  </message>
  <message>
   <source>Connect…</source>
   <translation>연결…</translation>
  </message>
  <message>
   <source>Get a model</source>
   <translation>모델 받기</translation>
  </message>
  <message>
   <source>It finds items that mean the same in other words. You can do it later.</source>
   <translation>말이 달라도 뜻이 같은 문항을 찾습니다. 나중에 받아도 됩니다.</translation>
  </message>
  <message>
   <source>Open the sample</source>
   <translation>예시 열기</translation>
  </message>
  <message>
   <source>Original school mathematics. It is there already.</source>
   <translation>직접 만든 학교 수학 문항입니다. 이미 들어 있습니다.</translation>
  </message>
  <message>
   <source>Search and judge together with your team.</source>
   <translation>팀과 같은 은행에서 찾고 판정합니다.</translation>
  </message>
  <message>
   <source>Try the sample bank</source>
   <translation>예시 은행으로 해 보기</translation>
  </message>
  <message>
   <source>Ways to begin</source>
   <translation>시작하는 방법</translation>
  </message>
 </context>
 <context>
  <name>FollowSide</name>
  <message>
   <source>Connect again</source>
   <translation>다시 연결</translation>
  </message>
  <message>
   <source>The server is back. Similar items that came since your draft was checked offline: {count}.</source>
   <translation>서버에 다시 연결했습니다. 오프라인으로 찾은 뒤 새로 들어온 비슷한 문항이 {count}건 있습니다.</translation>
  </message>
 </context>
 <context>
  <name>HeaderBar</name>
  <message>
   <source>All items of the bank are looked at</source>
   <translation>은행의 모든 문항에서 찾습니다</translation>
  </message>
  <message>
   <source>All settings…</source>
   <translation>모든 설정…</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>시스템 설정에 따름</translation>
  </message>
  <message>
   <source>Bank</source>
   <translation>문항은행</translation>
  </message>
  <message>
   <source>Bank menu, {bank}</source>
   <translation>문항은행 메뉴, {bank}</translation>
  </message>
  <message>
   <source>Capture the screen</source>
   <translation>화면 캡처</translation>
  </message>
  <message>
   <source>Choose a picture or a PDF and find its items (Ctrl+Shift+F)</source>
   <translation>그림이나 PDF를 골라 그 문항을 찾습니다 (Ctrl+Shift+F)</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>화면 색</translation>
  </message>
  <message>
   <source>Connect to a shared bank…</source>
   <translation>공유 문항은행 연결…</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>어둡게</translation>
  </message>
  <message>
   <source>Evaluation…</source>
   <translation>평가…</translation>
  </message>
  <message>
   <source>Filter</source>
   <translation>필터</translation>
  </message>
  <message>
   <source>Filter: {words}</source>
   <translation>필터: {words}</translation>
  </message>
  <message>
   <source>Find by a part of the screen (Ctrl+Shift+S, while this window is in front)</source>
   <translation>화면의 일부로 찾습니다 (Ctrl+Shift+S, 이 창이 앞에 있을 때)</translation>
  </message>
  <message>
   <source>Find by a part of the screen (Ctrl+Shift+S; from any program {key})</source>
   <translation>화면의 일부로 찾습니다 (Ctrl+Shift+S, 다른 프로그램에서는 {key})</translation>
  </message>
  <message>
   <source>Find by picture</source>
   <translation>그림으로 찾기</translation>
  </message>
  <message>
   <source>Import items…</source>
   <translation>문항 가져오기…</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>단축키</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>언어</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>밝게</translation>
  </message>
  <message>
   <source>Name on verdicts…</source>
   <translation>판정에 쓸 이름…</translation>
  </message>
  <message>
   <source>Open a bank folder…</source>
   <translation>문항은행 폴더 열기…</translation>
  </message>
  <message>
   <source>Open the sample bank</source>
   <translation>예시 은행 열기</translation>
  </message>
  <message>
   <source>Recent banks</source>
   <translation>최근에 연 은행</translation>
  </message>
  <message>
   <source>Search by meaning (model)…</source>
   <translation>뜻으로 찾기(모델)…</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>설정</translation>
  </message>
  <message>
   <source>all items</source>
   <translation>모든 문항</translation>
  </message>
  <message>
   <source>none open</source>
   <translation>열린 은행 없음</translation>
  </message>
  <message>
   <source>{bank} (offline)</source>
   <translation>{bank} (오프라인)</translation>
  </message>
 </context>
 <context>
  <name>HitDelegate</name>
  <message>
   <source>Figure unreadable</source>
   <translation>그림을 읽지 못했습니다</translation>
  </message>
 </context>
 <context>
  <name>HitList</name>
  <message>
   <source>Similar items</source>
   <translation>비슷한 문항</translation>
  </message>
 </context>
 <context>
  <name>HitModel</name>
  <message>
   <source>Published</source>
   <translation>출간</translation>
  </message>
  <message>
   <source>no. {rank}</source>
   <translation>{rank}위</translation>
  </message>
  <message>
   <source>same family: {count} more</source>
   <translation>같은 계열 {count}문항 더</translation>
  </message>
 </context>
 <context>
  <name>ImportScreen</name>
  <message>
   <source>Back to the list</source>
   <translation>목록으로</translation>
  </message>
  <message>
   <source>Choose another folder…</source>
   <translation>다른 폴더 고르기…</translation>
  </message>
  <message>
   <source>Correct the rejected rows in the source and import it again.</source>
   <translation>가져오지 못한 행을 원본에서 고친 뒤 다시 가져오면 됩니다.</translation>
  </message>
  <message>
   <source>Go on importing</source>
   <translation>이어서 가져오기</translation>
  </message>
  <message>
   <source>Id</source>
   <translation>문항 번호</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>가져오기</translation>
  </message>
  <message>
   <source>Import finished</source>
   <translation>가져오기를 마쳤습니다</translation>
  </message>
  <message>
   <source>Import stopped</source>
   <translation>가져오기를 멈췄습니다</translation>
  </message>
  <message>
   <source>Import {source}</source>
   <translation>{source} 가져오기</translation>
  </message>
  <message>
   <source>Importing {source}</source>
   <translation>{source} 가져오는 중</translation>
  </message>
  <message>
   <source>Into a new bank “{bank}”</source>
   <translation>새 은행 ‘{bank}’에 넣기</translation>
  </message>
  <message>
   <source>Into “{bank}”</source>
   <translation>‘{bank}’에 넣기</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>행</translation>
  </message>
  <message>
   <source>Progress of the import</source>
   <translation>가져오기 진행</translation>
  </message>
  <message>
   <source>Reading the source. You can go on writing.</source>
   <translation>원본을 읽고 있습니다. 계속 쓰셔도 됩니다.</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>까닭</translation>
  </message>
  <message>
   <source>Rejected rows</source>
   <translation>가져오지 못한 행</translation>
  </message>
  <message>
   <source>Save rejected rows</source>
   <translation>가져오지 못한 행 저장</translation>
  </message>
  <message>
   <source>Save rejected rows as CSV…</source>
   <translation>가져오지 못한 행을 CSV로 저장…</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>멈춤</translation>
  </message>
  <message>
   <source>The items go into a new bank: {folder}</source>
   <translation>새 은행에 넣습니다: {folder}</translation>
  </message>
  <message>
   <source>What was imported is kept. Import the same source again to go on.</source>
   <translation>지금까지 가져온 문항은 남아 있습니다. 같은 원본을 다시 가져오면 이어서 합니다.</translation>
  </message>
  <message>
   <source>Which bank do the items go into?</source>
   <translation>어느 은행에 넣을까요?</translation>
  </message>
  <message>
   <source>{count} added</source>
   <translation>추가 {count}</translation>
  </message>
  <message>
   <source>{count} changed</source>
   <translation>바뀜 {count}</translation>
  </message>
  <message>
   <source>{count} rejected</source>
   <translation>가져오지 못함 {count}</translation>
  </message>
  <message>
   <source>{count} unchanged</source>
   <translation>그대로 {count}</translation>
  </message>
  <message>
   <source>{done} of {total} items. You can go on writing.</source>
   <translation>{total}문항 가운데 {done}문항을 마쳤습니다. 계속 쓰셔도 됩니다.</translation>
  </message>
 </context>
 <context>
  <name>ItemSide</name>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>This item is not in the open bank. Open the bank that the pairs come from.</source>
   <translation>이 문항은 열린 은행에 없습니다. 짝을 고른 은행을 열어 주세요.</translation>
  </message>
 </context>
 <context>
  <name>ItemVersion</name>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>정보</translation>
  </message>
  <message>
   <source>Explanation</source>
   <translation>해설</translation>
  </message>
  <message>
   <source>Figures</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>It was deleted.</source>
   <translation>지워졌습니다.</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>본문</translation>
  </message>
  <message>
   <source>{part} · differs</source>
   <translation>{part} · 다름</translation>
  </message>
 </context>
 <context>
  <name>JudgingPanel</name>
  <message>
   <source>Nothing is decided about this pair ({key})</source>
   <translation>이 쌍의 판정을 거둡니다 ({key})</translation>
  </message>
  <message>
   <source>Published: this item can only be read here.</source>
   <translation>출간된 문항입니다. 여기서는 읽기만 할 수 있습니다.</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>거두기</translation>
  </message>
  <message>
   <source>Why this verdict</source>
   <translation>판정한 까닭</translation>
  </message>
  <message>
   <source>Why, if you like</source>
   <translation>까닭 (적지 않아도 됩니다)</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Itembank Desktop</source>
   <translation>문항은행</translation>
  </message>
  <message>
   <source>Search again</source>
   <translation>다시 찾기</translation>
  </message>
  <message>
   <source>The draft is on the shelf.</source>
   <translation>초안을 서가에 두었습니다.</translation>
  </message>
  <message>
   <source>The draft was discarded.</source>
   <translation>초안을 버렸습니다.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
 </context>
 <context>
  <name>MissedPage</name>
  <message>
   <source>A query and what it should have found</source>
   <translation>질의와 찾았어야 할 문항</translation>
  </message>
  <message>
   <source>Back to the queries</source>
   <translation>질의로 돌아가기</translation>
  </message>
  <message>
   <source>Back to the queries (Esc)</source>
   <translation>질의로 돌아가기 (Esc)</translation>
  </message>
  <message>
   <source>Next query</source>
   <translation>다음 질의</translation>
  </message>
  <message>
   <source>Next query (↓)</source>
   <translation>다음 질의 (↓)</translation>
  </message>
  <message>
   <source>Previous query</source>
   <translation>이전 질의</translation>
  </message>
  <message>
   <source>Previous query (↑)</source>
   <translation>이전 질의 (↑)</translation>
  </message>
  <message>
   <source>Query {query}</source>
   <translation>질의 {query}</translation>
  </message>
  <message>
   <source>Should be found: {item}</source>
   <translation>찾았어야 할 문항: {item}</translation>
  </message>
  <message>
   <source>Stands above it: {item}</source>
   <translation>그보다 앞선 문항: {item}</translation>
  </message>
  <message>
   <source>{finder}: {item} is at place {rank} for the query {query}.</source>
   <translation>{finder}: 질의 {query}의 결과에서 {item} 문항은 {rank}위입니다.</translation>
  </message>
  <message>
   <source>{finder}: {item} is not listed for the query {query}.</source>
   <translation>{finder}: 질의 {query}의 결과에 {item} 문항이 없습니다.</translation>
  </message>
  <message>
   <source>{item} is not in the open bank. Open the bank that was compared.</source>
   <translation>{item} 문항은 열린 은행에 없습니다. 비교한 은행을 여십시오.</translation>
  </message>
 </context>
 <context>
  <name>Model</name>
  <message>
   <source>Fingerprints + {model}</source>
   <translation>지문+{model}</translation>
  </message>
  <message>
   <source>bank not read by the model</source>
   <translation>모델이 이 은행을 아직 읽지 않음</translation>
  </message>
  <message>
   <source>busy</source>
   <translation>작업 중</translation>
  </message>
  <message>
   <source>idle</source>
   <translation>대기</translation>
  </message>
  <message>
   <source>loaded in {time}</source>
   <translation>{time} 만에 불러옴</translation>
  </message>
  <message>
   <source>loading</source>
   <translation>불러오는 중</translation>
  </message>
  <message>
   <source>not ranked again</source>
   <translation>순위는 다시 매기지 않음</translation>
  </message>
  <message>
   <source>not started</source>
   <translation>시작 전</translation>
  </message>
  <message>
   <source>not usable</source>
   <translation>쓸 수 없음</translation>
  </message>
  <message>
   <source>order: {model}</source>
   <translation>순위: {model}</translation>
  </message>
  <message>
   <source>revision {name}</source>
   <translation>개정 {name}</translation>
  </message>
  <message>
   <source>starting</source>
   <translation>시작하는 중</translation>
  </message>
  <message>
   <source>the model could not answer</source>
   <translation>모델이 답하지 못함</translation>
  </message>
  <message>
   <source>the model is loading</source>
   <translation>모델을 불러오는 중</translation>
  </message>
  <message>
   <source>the model is not usable</source>
   <translation>모델을 쓸 수 없음</translation>
  </message>
  <message>
   <source>the model is starting</source>
   <translation>모델을 시작하는 중</translation>
  </message>
  <message>
   <source>unloaded</source>
   <translation>비움</translation>
  </message>
  <message>
   <source>without CUDA graphs: keystrokes take longer</source>
   <translation>CUDA 그래프 없음(입력할 때 더 걸립니다)</translation>
  </message>
  <message>
   <source>{finder} · no model</source>
   <translation>{finder} · 모델 없음</translation>
  </message>
  <message>
   <source>{finder}, no model</source>
   <translation>{finder}, 모델 없음</translation>
  </message>
  <message>
   <source>{finder}, not calibrated: by rank</source>
   <translation>{finder}, 보정 전: 순위로 표시</translation>
  </message>
  <message>
   <source>{n} dimensions</source>
   <translation>{n}차원</translation>
  </message>
  <message>
   <source>{n} h left</source>
   <translation>{n}시간 남음</translation>
  </message>
  <message>
   <source>{n} min left</source>
   <translation>{n}분 남음</translation>
  </message>
  <message>
   <source>{n} s left</source>
   <translation>{n}초 남음</translation>
  </message>
  <message>
   <source>{rate} items a second</source>
   <translation>1초에 {rate}문항</translation>
  </message>
  <message>
   <source>{weights}, computed in {sums}</source>
   <translation>{weights} ({sums}로 계산)</translation>
  </message>
 </context>
 <context>
  <name>ModelBanner</name>
  <message>
   <source>Fingerprints go on searching.</source>
   <translation>지문으로 계속 찾습니다.</translation>
  </message>
  <message>
   <source>Get a model</source>
   <translation>모델 받기</translation>
  </message>
  <message>
   <source>Let it read</source>
   <translation>읽히기</translation>
  </message>
  <message>
   <source>Model settings</source>
   <translation>모델 설정</translation>
  </message>
  <message>
   <source>Restart now</source>
   <translation>지금 다시 시작</translation>
  </message>
  <message>
   <source>The draft is too long for the model: {read} tokens were read, {cut} at the end were left out. Fingerprints read all of it.</source>
   <translation>작성 중 문항이 모델에는 너무 깁니다. {read}토큰을 읽고 끝의 {cut}토큰은 뺐습니다. 지문은 전부 읽었습니다.</translation>
  </message>
  <message>
   <source>The model's process ended{why} and is started again. Until then fingerprints search.</source>
   <translation>모델 프로세스가 멈춰{why} 다시 시작하고 있습니다. 그동안 지문으로 찾습니다.</translation>
  </message>
  <message>
   <source>There is no model, so fingerprints search. Items that mean the same in other words may be missed.</source>
   <translation>모델이 없어 지문으로 찾고 있습니다. 뜻이 같고 표현이 다른 문항은 놓칠 수 있습니다.</translation>
  </message>
  <message>
   <source>{model} has not read all of this bank yet. What it has not read is found by fingerprints.</source>
   <translation>{model} 모델이 이 은행을 아직 다 읽지 않았습니다. 읽지 않은 문항은 지문으로 찾습니다.</translation>
  </message>
 </context>
 <context>
  <name>ModelPage</name>
  <message>
   <source>A model finds items that mean the same in other words. Without one, fingerprints search.</source>
   <translation>모델은 뜻이 같고 표현이 다른 문항을 찾아 줍니다. 모델이 없으면 지문으로 찾습니다.</translation>
  </message>
  <message>
   <source>Add a folder…</source>
   <translation>폴더에서 더하기…</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>적용</translation>
  </message>
  <message>
   <source>Apply to the ranking</source>
   <translation>순위에 적용</translation>
  </message>
  <message>
   <source>Back to the list</source>
   <translation>목록으로</translation>
  </message>
  <message>
   <source>Choose a Python that has torch</source>
   <translation>torch가 있는 파이썬 고르기</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>고르기…</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>장치</translation>
  </message>
  <message>
   <source>Fetch one below, or add a folder you were given. Only “Fetch” uses the internet.</source>
   <translation>아래에서 모델을 받거나, 전달받은 폴더를 더합니다. 인터넷은 ‘받기’를 누를 때만 씁니다.</translation>
  </message>
  <message>
   <source>Free VRAM</source>
   <translation>VRAM 비우기</translation>
  </message>
  <message>
   <source>Free memory</source>
   <translation>메모리 비우기</translation>
  </message>
  <message>
   <source>Free memory after</source>
   <translation>쉬면 메모리 비우기</translation>
  </message>
  <message>
   <source>It reads each bank once. You may pause or stop; it goes on where it stopped.</source>
   <translation>은행마다 한 번 문항을 읽혀야 합니다. 멈추어도 다음에 이어서 읽습니다.</translation>
  </message>
  <message>
   <source>It runs in a process of its own: should that fail, your draft stays as it is.</source>
   <translation>모델은 따로 도는 프로세스에서 움직입니다. 그것이 멈추어도 초안은 그대로입니다.</translation>
  </message>
  <message>
   <source>Let the model read this bank</source>
   <translation>이 은행을 모델에 읽히기</translation>
  </message>
  <message>
   <source>Load a model first; then it can read this bank.</source>
   <translation>모델을 불러온 뒤에 이 은행을 읽힐 수 있습니다.</translation>
  </message>
  <message>
   <source>Load again</source>
   <translation>다시 불러오기</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>Python with torch</source>
   <translation>torch가 있는 파이썬</translation>
  </message>
  <message>
   <source>Ranking again</source>
   <translation>순위 다시 매기기</translation>
  </message>
  <message>
   <source>Restart now</source>
   <translation>지금 다시 시작</translation>
  </message>
  <message>
   <source>Search by meaning</source>
   <translation>뜻으로 찾기</translation>
  </message>
  <message>
   <source>The model has read every item of this bank.</source>
   <translation>모델이 이 은행의 모든 문항을 읽었습니다.</translation>
  </message>
  <message>
   <source>This bank</source>
   <translation>이 은행</translation>
  </message>
  <message>
   <source>Use no model</source>
   <translation>모델 쓰지 않기</translation>
  </message>
  <message>
   <source>When memory is short, free it below. The next question loads the model again.</source>
   <translation>메모리가 모자라면 아래에서 비웁니다. 다음에 찾을 때 모델을 다시 불러옵니다.</translation>
  </message>
  <message>
   <source>Where it runs</source>
   <translation>실행</translation>
  </message>
  <message>
   <source>min</source>
   <translation>분</translation>
  </message>
  <message>
   <source>never</source>
   <translation>비우지 않음</translation>
  </message>
  <message>
   <source>the program's own</source>
   <translation>이 프로그램의 파이썬</translation>
  </message>
  <message>
   <source>{count} readings of this bank's items are still to be made.</source>
   <translation>이 은행에서 아직 읽지 않은 글과 그림이 {count}건 있습니다.</translation>
  </message>
  <message>
   <source>“auto” takes the graphics card where there is one. Changes restart the model.</source>
   <translation>auto는 그래픽 카드가 있으면 그것을 씁니다. 바꾸면 모델을 다시 시작합니다.</translation>
  </message>
 </context>
 <context>
  <name>ModelRow</name>
  <message>
   <source>Check the files</source>
   <translation>파일 검사</translation>
  </message>
  <message>
   <source>Fetch</source>
   <translation>받기</translation>
  </message>
  <message>
   <source>Go on fetching</source>
   <translation>이어서 받기</translation>
  </message>
  <message>
   <source>Let it read this bank</source>
   <translation>이 은행 읽기</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>쓰기</translation>
  </message>
  <message>
   <source>here</source>
   <translation>받아 둠</translation>
  </message>
  <message>
   <source>in use</source>
   <translation>쓰는 중</translation>
  </message>
  <message>
   <source>needs {size} of memory</source>
   <translation>메모리 {size} 필요</translation>
  </message>
  <message>
   <source>not here</source>
   <translation>아직 없음</translation>
  </message>
  <message>
   <source>not usable: {faults}</source>
   <translation>쓸 수 없음: {faults}</translation>
  </message>
  <message>
   <source>ranks hits again</source>
   <translation>결과의 순위를 다시 매깁니다</translation>
  </message>
  <message>
   <source>reads text alone</source>
   <translation>글만 읽습니다</translation>
  </message>
  <message>
   <source>reads text and figures</source>
   <translation>글과 그림을 읽습니다</translation>
  </message>
  <message>
   <source>sees figures alone</source>
   <translation>그림만 봅니다</translation>
  </message>
  <message>
   <source>{size} of it are here</source>
   <translation>{size}까지 받음</translation>
  </message>
 </context>
 <context>
  <name>ModelSide</name>
  <message>
   <source>Adding {name}…</source>
   <translation>{name} 모델을 더하고 있습니다.</translation>
  </message>
  <message>
   <source>Asking for {name}…</source>
   <translation>{name} 모델을 찾고 있습니다.</translation>
  </message>
  <message>
   <source>Checking {name}…</source>
   <translation>{name} 모델을 검사하고 있습니다.</translation>
  </message>
  <message>
   <source>Choose a model's folder</source>
   <translation>모델 폴더 고르기</translation>
  </message>
  <message>
   <source>Stopped. Start it again to go on.</source>
   <translation>멈췄습니다. 다시 누르면 이어서 합니다.</translation>
  </message>
  <message>
   <source>Stopped; it goes on from here next time.</source>
   <translation>멈췄습니다. 다음에 여기서 이어집니다.</translation>
  </message>
  <message>
   <source>The model begins to read. You can go on writing.</source>
   <translation>모델이 읽기 시작합니다. 계속 쓰셔도 됩니다.</translation>
  </message>
  <message>
   <source>The model reads {bank}: {counts}</source>
   <translation>모델이 읽는 중: {bank} {counts}</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>잠시 멈춤</translation>
  </message>
  <message>
   <source>{count} could not be read:</source>
   <translation>{count}건은 읽지 못했습니다:</translation>
  </message>
  <message>
   <source>{count} items were too long and read in part:</source>
   <translation>{count}건은 너무 길어 일부만 읽었습니다:</translation>
  </message>
  <message>
   <source>{count} readings made.</source>
   <translation>{count}건을 읽었습니다.</translation>
  </message>
  <message>
   <source>{item}: {read} tokens read, {cut} at the end left out</source>
   <translation>{item}: {read}토큰을 읽고 끝의 {cut}토큰은 뺐습니다</translation>
  </message>
  <message>
   <source>{model} is loaded and begins to read. You can go on writing.</source>
   <translation>{model} 모델을 올려 읽기 시작합니다. 계속 작성하셔도 됩니다.</translation>
  </message>
  <message>
   <source>{name} is here and is being started.</source>
   <translation>{name} 모델을 갖추었습니다. 지금 시작합니다.</translation>
  </message>
  <message>
   <source>{name}: every file is as it was installed.</source>
   <translation>{name}: 모든 파일이 설치했을 때와 같습니다.</translation>
  </message>
 </context>
 <context>
  <name>PagePicker</name>
  <message>
   <source>Arrows mark and move, Shift+arrows resize, Space adds a mark, Delete takes one away, Enter finds.</source>
   <translation>화살표로 표시하고 옮깁니다. Shift+화살표로 크기를 바꾸고, Space로 표시를 더하고, Delete로 지우고, Enter로 찾습니다.</translation>
  </message>
  <message>
   <source>Close the page</source>
   <translation>쪽 닫기</translation>
  </message>
  <message>
   <source>Close the page (Esc)</source>
   <translation>쪽 닫기 (Esc)</translation>
  </message>
  <message>
   <source>Drag over the question or the figure. Without a mark the whole page is searched.</source>
   <translation>찾을 문제나 그림을 끌어서 표시하세요. 표시가 없으면 쪽 전체로 찾습니다.</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>찾기</translation>
  </message>
  <message>
   <source>Find from a page</source>
   <translation>쪽에서 골라 찾기</translation>
  </message>
  <message>
   <source>Larger</source>
   <translation>크게</translation>
  </message>
  <message>
   <source>Larger (+)</source>
   <translation>크게 (+)</translation>
  </message>
  <message>
   <source>Next page</source>
   <translation>다음 쪽</translation>
  </message>
  <message>
   <source>Next page (Page Down)</source>
   <translation>다음 쪽 (Page Down)</translation>
  </message>
  <message>
   <source>Opening {name}…</source>
   <translation>{name} 여는 중…</translation>
  </message>
  <message>
   <source>Page before</source>
   <translation>이전 쪽</translation>
  </message>
  <message>
   <source>Page before (Page Up)</source>
   <translation>이전 쪽 (Page Up)</translation>
  </message>
  <message>
   <source>Page {number} of {count}</source>
   <translation>{number} / {count}쪽</translation>
  </message>
  <message>
   <source>Page, mark with the arrow keys</source>
   <translation>쪽, 화살표로 표시</translation>
  </message>
  <message>
   <source>Smaller</source>
   <translation>작게</translation>
  </message>
  <message>
   <source>Smaller (−)</source>
   <translation>작게 (−)</translation>
  </message>
  <message>
   <source>{count} marked. Drag another one, or press Enter to find.</source>
   <translation>{count}곳을 표시했습니다. 더 끌어서 표시하거나 Enter로 찾으세요.</translation>
  </message>
 </context>
 <context>
  <name>PairView</name>
  <message>
   <source>Two items side by side</source>
   <translation>나란히 놓은 두 문항</translation>
  </message>
 </context>
 <context>
  <name>PairedFinders</name>
  <message>
   <source>Against</source>
   <translation>견준 방법</translation>
  </message>
  <message>
   <source>All finders</source>
   <translation>모든 방법</translation>
  </message>
  <message>
   <source>Difference in {measure}</source>
   <translation>{measure} 차이</translation>
  </message>
  <message>
   <source>Every two finders</source>
   <translation>둘씩 견준 방법</translation>
  </message>
  <message>
   <source>Finder</source>
   <translation>검색 방법</translation>
  </message>
  <message>
   <source>Finder to compare with all others</source>
   <translation>나머지와 견줄 방법</translation>
  </message>
  <message>
   <source>It cannot be told apart from {alike}.</source>
   <translation>{alike}개와는 낫고 못함을 가릴 수 없습니다.</translation>
  </message>
  <message>
   <source>The best {count} finders are compared in twos.</source>
   <translation>앞선 방법 {count}개만 둘씩 견주었습니다.</translation>
  </message>
  <message>
   <source>There are no two finders to compare.</source>
   <translation>둘씩 견줄 방법이 없습니다.</translation>
  </message>
  <message>
   <source>What that says</source>
   <translation>뜻</translation>
  </message>
  <message>
   <source>better, more than chance</source>
   <translation>나음 · 우연 아님</translation>
  </message>
  <message>
   <source>cannot be told apart</source>
   <translation>가릴 수 없음</translation>
  </message>
  <message>
   <source>p, corrected</source>
   <translation>보정한 p</translation>
  </message>
  <message>
   <source>worse, more than chance</source>
   <translation>못함 · 우연 아님</translation>
  </message>
  <message>
   <source>{apart} of {count} pairs differ by more than chance explains. The better one stands first.</source>
   <translation>{count}쌍 가운데 {apart}쌍은 우연으로 볼 수 없을 만큼 다릅니다. 나은 쪽이 앞에 있습니다.</translation>
  </message>
  <message>
   <source>{finder}, by more than chance: better than {better}, worse than {worse}.</source>
   <translation>{finder}: 우연으로 볼 수 없을 만큼 {better}개보다 낫고 {worse}개보다 못합니다.</translation>
  </message>
 </context>
 <context>
  <name>PerformancePage</name>
  <message>
   <source>Against the targets</source>
   <translation>목표와 견주기</translation>
  </message>
  <message>
   <source>Describing the draft</source>
   <translation>초안의 지문 뽑기</translation>
  </message>
  <message>
   <source>Draft's tokens the model knew</source>
   <translation>모델이 이미 읽은 토큰</translation>
  </message>
  <message>
   <source>Drawing the cards</source>
   <translation>결과 그리기</translation>
  </message>
  <message>
   <source>Figures the model knew</source>
   <translation>모델이 이미 본 그림</translation>
  </message>
  <message>
   <source>Figures the reranker could not be shown</source>
   <translation>순위 모델에 보이지 못한 그림</translation>
  </message>
  <message>
   <source>Found in the cache</source>
   <translation>캐시에서 찾은 비율</translation>
  </message>
  <message>
   <source>Last question</source>
   <translation>마지막 질의</translation>
  </message>
  <message>
   <source>Model and its memory</source>
   <translation>모델과 메모리</translation>
  </message>
  <message>
   <source>Model: decoding, making tokens</source>
   <translation>모델: 그림 풀기, 토큰 만들기</translation>
  </message>
  <message>
   <source>Model: reading the text</source>
   <translation>모델: 글 읽기</translation>
  </message>
  <message>
   <source>Model: seeing the figures</source>
   <translation>모델: 그림 보기</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>대기열</translation>
  </message>
  <message>
   <source>Ranking the first items again</source>
   <translation>앞 문항 순위 다시 매기기</translation>
  </message>
  <message>
   <source>Reading the items</source>
   <translation>문항 읽기</translation>
  </message>
  <message>
   <source>Scanning and comparing</source>
   <translation>훑고 견주기</translation>
  </message>
  <message>
   <source>The last {count} answers</source>
   <translation>지난 답 {count}개</translation>
  </message>
  <message>
   <source>To the model's process and back</source>
   <translation>모델에 다녀오는 시간</translation>
  </message>
  <message>
   <source>answered {share} %</source>
   <translation>답한 비율 {share} %</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>비어 있음</translation>
  </message>
  <message>
   <source>memory {size} GB</source>
   <translation>메모리 {size} GB</translation>
  </message>
  <message>
   <source>none</source>
   <translation>없음</translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>아직 없습니다</translation>
  </message>
  <message>
   <source>not used yet</source>
   <translation>아직 쓰지 않았습니다</translation>
  </message>
  <message>
   <source>one question under way</source>
   <translation>질의 하나를 처리하는 중</translation>
  </message>
  <message>
   <source>the last question waited {time} for the model, {count} before it</source>
   <translation>마지막 질의는 모델을 {time} 기다렸습니다, 앞에 {count}개</translation>
  </message>
  <message>
   <source>the model reads the bank</source>
   <translation>모델이 은행을 읽는 중</translation>
  </message>
  <message>
   <source>{figure} (target {target}: missed)</source>
   <translation>{figure} (목표 {target}: 못 미침)</translation>
  </message>
  <message>
   <source>{figure} (target {target}: reached)</source>
   <translation>{figure} (목표 {target}: 이룸)</translation>
  </message>
  <message>
   <source>{rate} % of {count}</source>
   <translation>{count}개 중 {rate} %</translation>
  </message>
  <message>
   <source>{time}, {count} items searched</source>
   <translation>{time}, 문항 {count}개를 확인했습니다</translation>
  </message>
 </context>
 <context>
  <name>PictureOptions</name>
  <message>
   <source>Greatest score</source>
   <translation>가장 높은 점수</translation>
  </message>
  <message>
   <source>Items that resemble these words stand lower. Their scores stay.</source>
   <translation>이 말과 비슷한 문항을 아래로 내립니다. 점수는 그대로입니다.</translation>
  </message>
  <message>
   <source>Least score</source>
   <translation>가장 낮은 점수</translation>
  </message>
  <message>
   <source>Picture alone</source>
   <translation>그림만</translation>
  </message>
  <message>
   <source>Picture and text</source>
   <translation>그림+글</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>점수</translation>
  </message>
  <message>
   <source>Search with pictures alone</source>
   <translation>그림만으로 찾기</translation>
  </message>
  <message>
   <source>Search with pictures and text</source>
   <translation>그림과 글로 찾기</translation>
  </message>
  <message>
   <source>Show only items between these scores. Lower the second number to leave out exact hits.</source>
   <translation>이 점수 사이의 문항만 보여 줍니다. 뒤의 수를 낮추면 똑같은 문항이 빠집니다.</translation>
  </message>
  <message>
   <source>Words that push items down</source>
   <translation>문항을 아래로 내릴 말</translation>
  </message>
  <message>
   <source>− words</source>
   <translation>− 뺄 말</translation>
  </message>
 </context>
 <context>
  <name>PictureSide</name>
  <message>
   <source>Find by picture</source>
   <translation>그림으로 찾기</translation>
  </message>
  <message>
   <source>Mark something else</source>
   <translation>다시 표시</translation>
  </message>
  <message>
   <source>Pictures and pages ({names})</source>
   <translation>그림과 쪽 ({names})</translation>
  </message>
  <message>
   <source>Screen capture</source>
   <translation>화면 캡처</translation>
  </message>
  <message>
   <source>What you marked on the page is in the draft.</source>
   <translation>쪽에서 표시한 부분을 초안에 넣었습니다.</translation>
  </message>
 </context>
 <context>
  <name>PilotHistory</name>
  <message>
   <source>Answered</source>
   <translation>답함</translation>
  </message>
  <message>
   <source>Finder</source>
   <translation>검색 방법</translation>
  </message>
  <message>
   <source>Fingerprints and {model}</source>
   <translation>지문과 {model}</translation>
  </message>
  <message>
   <source>Items/s in bulk</source>
   <translation>일괄 처리, 문항/초</translation>
  </message>
  <message>
   <source>Measured runs</source>
   <translation>측정 기록</translation>
  </message>
  <message>
   <source>Memory, GB</source>
   <translation>메모리, GB</translation>
  </message>
  <message>
   <source>None yet. This command measures 1,000 questions.</source>
   <translation>아직 없습니다. 이 명령이 질의 1,000개를 잽니다.</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>측정한 때(UTC)</translation>
  </message>
  <message>
   <source>Targets</source>
   <translation>목표</translation>
  </message>
  <message>
   <source>missed</source>
   <translation>못 미침</translation>
  </message>
  <message>
   <source>reached</source>
   <translation>이룸</translation>
  </message>
  <message>
   <source>slower than the run before, P95 {before} ms</source>
   <translation>이전보다 느림, 그때 P95 {before} ms</translation>
  </message>
 </context>
 <context>
  <name>PlotList</name>
  <message>
   <source>Plot {name}</source>
   <translation>그래프 {name}</translation>
  </message>
 </context>
 <context>
  <name>QueryTable</name>
  <message>
   <source>Its rank</source>
   <translation>그 순위</translation>
  </message>
  <message>
   <source>Lowest relevant item</source>
   <translation>가장 낮게 매긴 정답 문항</translation>
  </message>
  <message>
   <source>Queries</source>
   <translation>질의</translation>
  </message>
  <message>
   <source>Query</source>
   <translation>질의</translation>
  </message>
  <message>
   <source>Stands above it</source>
   <translation>앞선 문항</translation>
  </message>
  <message>
   <source>not listed</source>
   <translation>결과에 없음</translation>
  </message>
 </context>
 <context>
  <name>Reasons</name>
  <message>
   <source>Only a few traits are alike.</source>
   <translation>일부 특징만 비슷합니다.</translation>
  </message>
  <message>
   <source>some numbers differ,</source>
   <translation>수가 일부 다르고</translation>
  </message>
  <message>
   <source>some numbers differ.</source>
   <translation>수가 일부 다릅니다.</translation>
  </message>
  <message>
   <source>the answer is the same,</source>
   <translation>정답이 같고</translation>
  </message>
  <message>
   <source>the answer is the same.</source>
   <translation>정답이 같습니다.</translation>
  </message>
  <message>
   <source>the figure differs,</source>
   <translation>그림이 다르고</translation>
  </message>
  <message>
   <source>the figure differs.</source>
   <translation>그림이 다릅니다.</translation>
  </message>
  <message>
   <source>the figure is alike,</source>
   <translation>그림이 비슷하고</translation>
  </message>
  <message>
   <source>the figure is alike.</source>
   <translation>그림이 비슷합니다.</translation>
  </message>
  <message>
   <source>the figure is nearly the same,</source>
   <translation>그림이 거의 같고</translation>
  </message>
  <message>
   <source>the figure is nearly the same.</source>
   <translation>그림이 거의 같습니다.</translation>
  </message>
  <message>
   <source>the figure is redrawn,</source>
   <translation>그림을 다시 그렸고</translation>
  </message>
  <message>
   <source>the figure is redrawn.</source>
   <translation>그림을 다시 그렸습니다.</translation>
  </message>
  <message>
   <source>the figure is the same,</source>
   <translation>그림이 같고</translation>
  </message>
  <message>
   <source>the figure is the same.</source>
   <translation>그림이 같습니다.</translation>
  </message>
  <message>
   <source>the meaning is among the closest,</source>
   <translation>뜻이 가장 가까운 편이고</translation>
  </message>
  <message>
   <source>the meaning is among the closest.</source>
   <translation>뜻이 가장 가까운 편입니다.</translation>
  </message>
  <message>
   <source>the numbers are the same,</source>
   <translation>수가 같고</translation>
  </message>
  <message>
   <source>the numbers are the same.</source>
   <translation>수가 같습니다.</translation>
  </message>
  <message>
   <source>the numbers differ,</source>
   <translation>수가 다르고</translation>
  </message>
  <message>
   <source>the numbers differ.</source>
   <translation>수가 다릅니다.</translation>
  </message>
  <message>
   <source>the text is reworded,</source>
   <translation>문장을 고쳐 썼고</translation>
  </message>
  <message>
   <source>the text is reworded.</source>
   <translation>문장을 고쳐 썼습니다.</translation>
  </message>
  <message>
   <source>the wording differs,</source>
   <translation>문장이 다르고</translation>
  </message>
  <message>
   <source>the wording differs.</source>
   <translation>문장이 다릅니다.</translation>
  </message>
  <message>
   <source>the wording is alike,</source>
   <translation>문장이 비슷하고</translation>
  </message>
  <message>
   <source>the wording is alike.</source>
   <translation>문장이 비슷합니다.</translation>
  </message>
  <message>
   <source>the wording is nearly the same,</source>
   <translation>문장이 거의 같고</translation>
  </message>
  <message>
   <source>the wording is nearly the same.</source>
   <translation>문장이 거의 같습니다.</translation>
  </message>
  <message>
   <source>the wording is the same apart from numbers,</source>
   <translation>수를 뺀 문장이 같고</translation>
  </message>
  <message>
   <source>the wording is the same apart from numbers.</source>
   <translation>수를 뺀 문장이 같습니다.</translation>
  </message>
  <message>
   <source>the wording is the same,</source>
   <translation>문장이 같고</translation>
  </message>
  <message>
   <source>the wording is the same.</source>
   <translation>문장이 같습니다.</translation>
  </message>
 </context>
 <context>
  <name>Record</name>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>At</source>
   <translation>일시</translation>
  </message>
  <message>
   <source>Bank</source>
   <translation>은행</translation>
  </message>
  <message>
   <source>Before a change</source>
   <translation>바뀌기 전</translation>
  </message>
  <message>
   <source>By</source>
   <translation>검토한 사람</translation>
  </message>
  <message>
   <source>Draft no.</source>
   <translation>초안 번호</translation>
  </message>
  <message>
   <source>Finder</source>
   <translation>검색 방법</translation>
  </message>
  <message>
   <source>Fingerprints</source>
   <translation>지문</translation>
  </message>
  <message>
   <source>Fingerprints and model</source>
   <translation>지문과 모델</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>Nothing in this bank resembles the draft.</source>
   <translation>이 은행에는 초안과 비슷한 문항이 없습니다.</translation>
  </message>
  <message>
   <source>Record of a search</source>
   <translation>검토 기록</translation>
  </message>
  <message>
   <source>The draft</source>
   <translation>초안</translation>
  </message>
  <message>
   <source>What was found</source>
   <translation>찾은 문항</translation>
  </message>
  <message>
   <source>none took part</source>
   <translation>쓰지 않음</translation>
  </message>
  <message>
   <source>revision</source>
   <translation>판</translation>
  </message>
  <message>
   <source>{count} items</source>
   <translation>{count}문항</translation>
  </message>
 </context>
 <context>
  <name>Recording</name>
  <message>
   <source>Choose another folder</source>
   <translation>다른 폴더 고르기</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>폴더 열기</translation>
  </message>
  <message>
   <source>Record of this search</source>
   <translation>검토 기록</translation>
  </message>
  <message>
   <source>The record is written: {name}, and its JSON beside it.</source>
   <translation>검토 기록을 썼습니다: {name}, 그리고 같은 이름의 JSON.</translation>
  </message>
  <message>
   <source>Writing the record…</source>
   <translation>검토 기록을 쓰고 있습니다.</translation>
  </message>
  <message>
   <source>search record</source>
   <translation>검토 기록</translation>
  </message>
 </context>
 <context>
  <name>RegionOverlay</name>
  <message>
   <source>Drag over the figure or the question. Esc stops.</source>
   <translation>찾을 그림이나 문제를 끌어서 고르세요. Esc를 누르면 그만둡니다.</translation>
  </message>
  <message>
   <source>Screen, drag a rectangle</source>
   <translation>화면, 끌어서 고르기</translation>
  </message>
 </context>
 <context>
  <name>RerankBox</name>
  <message>
   <source>A reranker reads the draft beside each of the first hits and puts them in order. It takes longer, and in the pilot the order became worse: compare on your own data before you switch it on.</source>
   <translation>순위 모델은 초안과 앞쪽 결과를 하나씩 함께 읽고 순서를 다시 정합니다. 시간이 더 걸립니다. 파일럿에서는 순서가 오히려 나빠졌으니, 가지고 계신 자료로 먼저 비교해 보십시오.</translation>
  </message>
  <message>
   <source>First items</source>
   <translation>앞에서</translation>
  </message>
  <message>
   <source>Least score</source>
   <translation>점수 하한</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>끔</translation>
  </message>
  <message>
   <source>Ranked again by</source>
   <translation>순위 모델</translation>
  </message>
  <message>
   <source>Share of its score</source>
   <translation>이 점수의 비중</translation>
  </message>
  <message>
   <source>What it is told</source>
   <translation>지시문</translation>
  </message>
 </context>
 <context>
  <name>ResultsPane</name>
  <message>
   <source>Keep a record of this search as PDF and JSON (Ctrl+Shift+R)</source>
   <translation>검토 기록을 PDF와 JSON으로 남기기 (Ctrl+Shift+R)</translation>
  </message>
  <message>
   <source>No bank is open.</source>
   <translation>열린 문항은행이 없습니다</translation>
  </message>
  <message>
   <source>No item has a score from {least} to {most}.</source>
   <translation>점수가 {least}에서 {most} 사이인 문항이 없습니다.</translation>
  </message>
  <message>
   <source>Nothing in this bank resembles the draft.</source>
   <translation>이 은행에는 초안과 닮은 문항이 없습니다.</translation>
  </message>
  <message>
   <source>Nothing similar among the items that the filter lets through</source>
   <translation>필터에 맞는 문항 가운데 비슷한 것이 없습니다</translation>
  </message>
  <message>
   <source>Nothing similar · {count} items checked</source>
   <translation>비슷한 문항이 없습니다 · {count}문항을 확인했습니다</translation>
  </message>
  <message>
   <source>Open a bank folder or the sample bank from the menu at the top left.</source>
   <translation>왼쪽 위 메뉴에서 문항은행 폴더나 예시 은행을 여세요.</translation>
  </message>
  <message>
   <source>Opening the bank…</source>
   <translation>문항은행을 여는 중입니다</translation>
  </message>
  <message>
   <source>Record of this search</source>
   <translation>검토 기록</translation>
  </message>
  <message>
   <source>Show the items that somebody judged unrelated to this draft</source>
   <translation>이 초안과 무관하다고 판정한 문항 보기</translation>
  </message>
  <message>
   <source>Similar items</source>
   <translation>비슷한 문항</translation>
  </message>
  <message>
   <source>Similar items of the bank appear here while you type.</source>
   <translation>입력하는 동안 비슷한 문항이 여기에 나타납니다.</translation>
  </message>
  <message>
   <source>The other items were not looked at. Show all in the filter to search the whole bank.</source>
   <translation>다른 문항은 보지 않았습니다. 필터에서 ‘모두 보기’를 누르면 은행 전체에서 찾습니다.</translation>
  </message>
  <message>
   <source>The search starts at eight letters or with a figure.</source>
   <translation>여덟 글자부터, 또는 그림이 있으면 찾기 시작합니다.</translation>
  </message>
  <message>
   <source>Write a little more.</source>
   <translation>조금 더 입력해 주세요</translation>
  </message>
  <message>
   <source>Write an item or drop a figure here.</source>
   <translation>문항을 입력하거나 그림을 끌어다 놓으세요</translation>
  </message>
  <message>
   <source>You can write meanwhile. The search starts by itself.</source>
   <translation>그동안 입력하셔도 됩니다. 준비되면 바로 찾습니다.</translation>
  </message>
  <message>
   <source>{count} hidden</source>
   <translation>숨긴 문항 {count}</translation>
  </message>
 </context>
 <context>
  <name>Review</name>
  <message>
   <source>1 is full agreement, 0 is what chance alone gives.</source>
   <translation>1이면 모두 일치, 0이면 우연과 같은 수준입니다.</translation>
  </message>
  <message>
   <source>Concept</source>
   <translation>개념</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>중복</translation>
  </message>
  <message>
   <source>Figure</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>How alike are their figures?</source>
   <translation>그림이 얼마나 비슷합니까?</translation>
  </message>
  <message>
   <source>How alike are they on the whole?</source>
   <translation>전체로 보아 얼마나 비슷합니까?</translation>
  </message>
  <message>
   <source>How alike is what they ask for?</source>
   <translation>묻는 개념이 얼마나 비슷합니까?</translation>
  </message>
  <message>
   <source>Krippendorff's alpha of all: {alpha}</source>
   <translation>모두의 크리펜도르프 알파: {alpha}</translation>
  </message>
  <message>
   <source>Other numbers</source>
   <translation>숫자만 다름</translation>
  </message>
  <message>
   <source>Overall</source>
   <translation>전체</translation>
  </message>
  <message>
   <source>Pairs in dispute between truths, pairs at a badge's edge, pairs that finders rank apart, and pairs by chance, in turn; drawn with seed {seed}.</source>
   <translation>정답 자료끼리 엇갈린 짝, 판정 경계에 있는 짝, 검색 방법끼리 순위가 다른 짝, 무작위로 뽑은 짝을 번갈아 골랐습니다. 뽑기 씨앗은 {seed}입니다.</translation>
  </message>
  <message>
   <source>Pairs in dispute: {count}</source>
   <translation>엇갈린 짝: {count}</translation>
  </message>
  <message>
   <source>Related</source>
   <translation>관련</translation>
  </message>
  <message>
   <source>Unrelated</source>
   <translation>무관</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>판정</translation>
  </message>
  <message>
   <source>What are these two items to each other?</source>
   <translation>두 문항은 어떤 사이입니까?</translation>
  </message>
  <message>
   <source>close to a badge's edge, score {1}</source>
   <translation>판정 경계에 가까움, 점수 {1}</translation>
  </message>
  <message>
   <source>drawn by chance among the hits</source>
   <translation>결과 가운데 무작위로 뽑음</translation>
  </message>
  <message>
   <source>first for the program, not listed by {0}</source>
   <translation>이 프로그램은 1위로 보고 {0} 결과에는 없음</translation>
  </message>
  <message>
   <source>first for {0}, not listed by the program</source>
   <translation>{0} 결과는 1위이고 이 프로그램 결과에는 없음</translation>
  </message>
  <message>
   <source>not defined</source>
   <translation>정할 수 없음</translation>
  </message>
  <message>
   <source>two truths disagree</source>
   <translation>정답 자료 둘이 엇갈림</translation>
  </message>
  <message>
   <source>{one} and {other}: weighted kappa {kappa}</source>
   <translation>{one}, {other}: 가중 카파 {kappa}</translation>
  </message>
 </context>
 <context>
  <name>ReviewFront</name>
  <message>
   <source>A new review chooses the pairs that teach most: at a badge's edge, ranked apart by finders, and some by chance. Two people judge them apart, disputes are settled, and the result is saved as a ground truth.</source>
   <translation>새 검토는 배울 것이 많은 짝을 고릅니다. 판정 경계에 있는 짝, 검색 방법끼리 순위가 다른 짝, 무작위로 뽑은 짝입니다. 두 사람이 따로 판정하고, 엇갈린 짝을 정한 뒤 정답 자료로 저장합니다.</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>답하는 방식</translation>
  </message>
  <message>
   <source>Choose two ground truths</source>
   <translation>정답 자료 두 개 고르기</translation>
  </message>
  <message>
   <source>Choose two ground truths: pairs that they call differently are included.</source>
   <translation>정답 자료 두 개를 고르면 둘이 다르게 보는 짝을 넣습니다.</translation>
  </message>
  <message>
   <source>File of the new review</source>
   <translation>새 검토의 파일</translation>
  </message>
  <message>
   <source>Four verdicts (keys 1 to 4)</source>
   <translation>네 가지 판정 (1~4 키)</translation>
  </message>
  <message>
   <source>Go on reviewing</source>
   <translation>검토 이어 하기</translation>
  </message>
  <message>
   <source>Grades 1 to 5 for concept, figure, overall</source>
   <translation>개념·그림·전체 점수 (1~5 키)</translation>
  </message>
  <message>
   <source>Ground truths ({names})</source>
   <translation>정답 자료 ({names})</translation>
  </message>
  <message>
   <source>How they were chosen: {how}</source>
   <translation>고른 방법: {how}</translation>
  </message>
  <message>
   <source>It opens when you have judged every pair, or none.</source>
   <translation>모든 짝을 판정했거나 하나도 판정하지 않은 사람에게 열립니다.</translation>
  </message>
  <message>
   <source>Judged so far: {reviewers}</source>
   <translation>지금까지 판정: {reviewers}</translation>
  </message>
  <message>
   <source>Look at my answers again</source>
   <translation>내 답 다시 보기</translation>
  </message>
  <message>
   <source>New review…</source>
   <translation>새 검토…</translation>
  </message>
  <message>
   <source>Nobody has judged yet.</source>
   <translation>아직 아무도 판정하지 않았습니다.</translation>
  </message>
  <message>
   <source>Open a review</source>
   <translation>검토 열기</translation>
  </message>
  <message>
   <source>Open a review…</source>
   <translation>검토 열기…</translation>
  </message>
  <message>
   <source>Pairs</source>
   <translation>짝의 수</translation>
  </message>
  <message>
   <source>Pairs in dispute…</source>
   <translation>엇갈린 짝 넣기…</translation>
  </message>
  <message>
   <source>People look at pairs of items and say how alike they are. What they say becomes a ground truth that finders are measured by. Nobody sees the votes of others while judging.</source>
   <translation>사람이 문항 두 개를 나란히 보고 얼마나 비슷한지 판정합니다. 그 판정은 검색 방법을 재는 정답 자료가 됩니다. 검토하는 동안에는 다른 사람의 판정이 보이지 않습니다.</translation>
  </message>
  <message>
   <source>Reviews ({names})</source>
   <translation>검토 ({names})</translation>
  </message>
  <message>
   <source>Save as ground truth</source>
   <translation>정답 자료로 저장</translation>
  </message>
  <message>
   <source>Save as ground truth…</source>
   <translation>정답 자료로 저장…</translation>
  </message>
  <message>
   <source>Settle disputes</source>
   <translation>엇갈린 짝 정하기</translation>
  </message>
  <message>
   <source>Settle disputes ({count})</source>
   <translation>엇갈린 짝 정하기 ({count})</translation>
  </message>
  <message>
   <source>Show agreement</source>
   <translation>일치도 보기</translation>
  </message>
  <message>
   <source>Shows all votes on the pairs in dispute. It opens when you have judged every pair, or none.</source>
   <translation>엇갈린 짝의 판정을 모두 보여 줍니다. 모든 짝을 판정했거나 하나도 판정하지 않은 사람에게 열립니다.</translation>
  </message>
  <message>
   <source>Start reviewing</source>
   <translation>검토 시작</translation>
  </message>
  <message>
   <source>With pairs that {one} and {other} call differently.</source>
   <translation>넣을 짝: {one}, {other} 둘이 다르게 본 짝</translation>
  </message>
  <message>
   <source>Your name</source>
   <translation>검토하는 사람</translation>
  </message>
  <message>
   <source>{name}: {count} pairs of {bank}, chosen {made}</source>
   <translation>{name}: {bank}의 짝 {count}개, {made}에 고름</translation>
  </message>
 </context>
 <context>
  <name>ReviewPage</name>
  <message>
   <source>Choosing pairs</source>
   <translation>짝을 고릅니다</translation>
  </message>
  <message>
   <source>Choosing pairs: {done} of {total} queries</source>
   <translation>짝을 고르는 중 {done} / {total}</translation>
  </message>
  <message>
   <source>No bank is open.</source>
   <translation>열린 은행이 없습니다.</translation>
  </message>
  <message>
   <source>Stopped. No review was written.</source>
   <translation>멈췄습니다. 검토 파일을 만들지 않았습니다.</translation>
  </message>
  <message>
   <source>The pairs come from {bank}. Open that bank if items are missing.</source>
   <translation>이 짝은 {bank}에서 골랐습니다. 보이지 않는 문항이 있으면 그 은행을 열어 주세요.</translation>
  </message>
  <message>
   <source>{count} in dispute were left out; settle them first.</source>
   <translation>엇갈린 짝 {count}개는 뺐습니다. 먼저 정해 주세요.</translation>
  </message>
  <message>
   <source>{count} pairs are in {file}.</source>
   <translation>{file}에 짝 {count}개를 저장했습니다.</translation>
  </message>
 </context>
 <context>
  <name>ReviewPane</name>
  <message>
   <source>All pairs are judged. Every answer is saved; you can still change them.</source>
   <translation>모든 짝을 판정했습니다. 답은 모두 저장되어 있고 다시 바꿀 수 있습니다.</translation>
  </message>
  <message>
   <source>Back to the review</source>
   <translation>검토로 돌아가기</translation>
  </message>
  <message>
   <source>Back to the review (Esc)</source>
   <translation>검토로 돌아가기 (Esc)</translation>
  </message>
  <message>
   <source>Chosen because: {why}</source>
   <translation>고른 까닭: {why}</translation>
  </message>
  <message>
   <source>Judged pairs</source>
   <translation>판정한 짝</translation>
  </message>
  <message>
   <source>Next pair</source>
   <translation>다음 짝</translation>
  </message>
  <message>
   <source>Next pair (→)</source>
   <translation>다음 짝 (→)</translation>
  </message>
  <message>
   <source>Previous pair</source>
   <translation>이전 짝</translation>
  </message>
  <message>
   <source>Previous pair (←)</source>
   <translation>이전 짝 (←)</translation>
  </message>
  <message>
   <source>Review of pairs</source>
   <translation>짝 검토</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>저장하는 중입니다</translation>
  </message>
  <message>
   <source>Take back the last answer (Ctrl+Z)</source>
   <translation>마지막 답 되돌리기 (Ctrl+Z)</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
  <message>
   <source>Your answer: {vote}</source>
   <translation>내 답: {vote}</translation>
  </message>
  <message>
   <source>{by}: pair {place} of {total}, {done} judged</source>
   <translation>{by} · 짝 {place} / {total}, 판정 {done}</translation>
  </message>
 </context>
 <context>
  <name>RightSide</name>
  <message>
   <source>Show the import</source>
   <translation>가져오기 보기</translation>
  </message>
 </context>
 <context>
  <name>Rows</name>
  <message>
   <source>an entry of "images" is no path</source>
   <translation>"images"에 경로가 아닌 값이 있습니다</translation>
  </message>
  <message>
   <source>it has neither text nor figure</source>
   <translation>글도 그림도 없습니다</translation>
  </message>
  <message>
   <source>it has no id</source>
   <translation>문항 번호가 없습니다</translation>
  </message>
  <message>
   <source>it has {} characters, more than {}</source>
   <translation>{}자로, {}자를 넘습니다</translation>
  </message>
  <message>
   <source>it holds a number too large</source>
   <translation>너무 큰 수가 들어 있습니다</translation>
  </message>
  <message>
   <source>it holds half a character (a lone surrogate) or a NUL</source>
   <translation>깨진 글자나 NUL 글자가 들어 있습니다</translation>
  </message>
  <message>
   <source>it is nested too deeply</source>
   <translation>괄호가 너무 깊이 겹쳐 있습니다</translation>
  </message>
  <message>
   <source>it is no JSON object</source>
   <translation>JSON 객체가 아닙니다</translation>
  </message>
  <message>
   <source>it is no file</source>
   <translation>파일이 아닙니다</translation>
  </message>
  <message>
   <source>it is no valid JSON ({})</source>
   <translation>JSON 형식에 맞지 않습니다 ({})</translation>
  </message>
  <message>
   <source>it is no valid JSON at character {} ({})</source>
   <translation>{}번째 글자부터 JSON 형식에 맞지 않습니다 ({})</translation>
  </message>
  <message>
   <source>it is not UTF-8 at byte {}</source>
   <translation>{}번째 바이트가 UTF-8이 아닙니다</translation>
  </message>
  <message>
   <source>it lies outside the folder of the import</source>
   <translation>가져오는 폴더 밖에 있습니다</translation>
  </message>
  <message>
   <source>the figure "{}" cannot be used: {}</source>
   <translation>쓸 수 없는 그림입니다: “{}” ({})</translation>
  </message>
  <message>
   <source>the file is missing</source>
   <translation>파일이 없습니다</translation>
  </message>
  <message>
   <source>the id "{}" is already on line {}</source>
   <translation>문항 번호가 앞과 같습니다: “{}” ({}행)</translation>
  </message>
  <message>
   <source>the line is longer than {} MB</source>
   <translation>한 행이 {}MB를 넘습니다</translation>
  </message>
  <message>
   <source>the path cannot be followed</source>
   <translation>그림의 위치를 따라갈 수 없습니다</translation>
  </message>
  <message>
   <source>{} is no list</source>
   <translation>{} 값이 목록이 아닙니다</translation>
  </message>
  <message>
   <source>{} is no text</source>
   <translation>{} 값이 글이 아닙니다</translation>
  </message>
 </context>
 <context>
  <name>SavePage</name>
  <message>
   <source>1 choice</source>
   <translation>선택지 1개</translation>
  </message>
  <message>
   <source>1 figure</source>
   <translation>그림 1개</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>As a new item instead</source>
   <translation>새 문항으로 따로 저장</translation>
  </message>
  <message>
   <source>Back to the list</source>
   <translation>목록으로</translation>
  </message>
  <message>
   <source>If somebody else has changed it meanwhile, both versions are shown.</source>
   <translation>그동안 다른 사람이 고쳤으면 두 판을 함께 보여 줍니다.</translation>
  </message>
  <message>
   <source>In the draft: {parts}.</source>
   <translation>초안에서 읽은 것: {parts}.</translation>
  </message>
  <message>
   <source>Item number</source>
   <translation>문항 번호</translation>
  </message>
  <message>
   <source>Possible duplicates in the list: {count}. Look at them first.</source>
   <translation>목록에 중복 의심 문항이 {count}개 있습니다. 먼저 확인해 주세요.</translation>
  </message>
  <message>
   <source>Save a new item</source>
   <translation>새 문항 저장</translation>
  </message>
  <message>
   <source>Save a new version</source>
   <translation>새 판 저장</translation>
  </message>
  <message>
   <source>Save the new version</source>
   <translation>새 판 저장</translation>
  </message>
  <message>
   <source>Save to the bank</source>
   <translation>은행에 저장</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>저장하고 있습니다…</translation>
  </message>
  <message>
   <source>The draft is saved into {bank}.</source>
   <translation>초안을 {bank}에 저장합니다.</translation>
  </message>
  <message>
   <source>no choices</source>
   <translation>선택지 없음</translation>
  </message>
  <message>
   <source>no figure</source>
   <translation>그림 없음</translation>
  </message>
  <message>
   <source>no other item has it</source>
   <translation>다른 문항과 겹치지 않는 번호</translation>
  </message>
  <message>
   <source>{count} choices</source>
   <translation>선택지 {count}개</translation>
  </message>
  <message>
   <source>{count} figures</source>
   <translation>그림 {count}개</translation>
  </message>
  <message>
   <source>{item} in {bank} is changed.</source>
   <translation>{bank}의 {item}[을/를] 고칩니다.</translation>
  </message>
 </context>
 <context>
  <name>SavingSide</name>
  <message>
   <source>Mine as a new draft</source>
   <translation>내 것을 새 초안으로</translation>
  </message>
  <message>
   <source>The server does not answer. {item} is kept here and sent when it is back.</source>
   <translation>서버가 응답하지 않습니다. {item}[은/는] 이 컴퓨터에 보관했다가 서버가 돌아오면 보냅니다.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
  <message>
   <source>Write an item first, then save it.</source>
   <translation>먼저 문항을 쓴 다음 저장해 주세요.</translation>
  </message>
  <message>
   <source>Your draft is on the shelf.</source>
   <translation>쓰던 초안은 서가에 두었습니다.</translation>
  </message>
  <message>
   <source>{item} is changed.</source>
   <translation>{item}[을/를] 고쳤습니다.</translation>
  </message>
  <message>
   <source>{item} is in the editor. Ctrl+S saves a new version.</source>
   <translation>{item}[을/를] 편집기로 가져왔습니다. Ctrl+S를 누르면 새 판으로 저장합니다.</translation>
  </message>
  <message>
   <source>{item} is published and cannot be changed.</source>
   <translation>{item}[은/는] 출판된 문항이라 고칠 수 없습니다.</translation>
  </message>
  <message>
   <source>{item} is saved in the bank.</source>
   <translation>{item}[을/를] 은행에 저장했습니다.</translation>
  </message>
  <message>
   <source>{item} is taken out of the bank again.</source>
   <translation>{item}[을/를] 은행에서 다시 뺐습니다.</translation>
  </message>
  <message>
   <source>{item} is written in a way that this editor would read otherwise. It stays as it is.</source>
   <translation>{item}[은/는] 이 편집기가 다르게 읽을 수 있는 글이라 고치지 않습니다.</translation>
  </message>
  <message>
   <source>{item} stays as it is in the bank.</source>
   <translation>{item}[은/는] 은행에 있는 그대로 둡니다.</translation>
  </message>
  <message>
   <source>{item} was changed by somebody since. It stays.</source>
   <translation>그동안 다른 사람이 {item}[을/를] 고쳤습니다. 그대로 둡니다.</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Name on verdicts</source>
   <translation>판정에 쓸 이름</translation>
  </message>
  <message>
   <source>Your verdicts carry this name. Empty: {name}</source>
   <translation>판정에 이 이름이 남습니다. 비우면 {name}</translation>
  </message>
 </context>
 <context>
  <name>SettingRow</name>
  <message>
   <source>Back to the default: {name}</source>
   <translation>기본값으로: {name}</translation>
  </message>
 </context>
 <context>
  <name>Settings</name>
  <message>
   <source>95 of 100 questions take no longer.</source>
   <translation>질의 100개 가운데 95개가 이 시간 안에 끝나야 합니다.</translation>
  </message>
  <message>
   <source>A line above the list says that a model can be had, while there is none.</source>
   <translation>모델이 없는 동안 목록 위 한 줄이 모델을 받을 수 있다고 알립니다.</translation>
  </message>
  <message>
   <source>A search takes no more.</source>
   <translation>검색이 이보다 많이 쓰지 않아야 합니다.</translation>
  </message>
  <message>
   <source>All</source>
   <translation>모두</translation>
  </message>
  <message>
   <source>Another model puts the first hits in its own order. Off unless you choose one.</source>
   <translation>다른 모델이 앞쪽 결과의 순서를 다시 정합니다. 고르지 않으면 쓰지 않습니다.</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>시스템 설정대로</translation>
  </message>
  <message>
   <source>Capture from any program</source>
   <translation>어느 프로그램에서나 화면 캡처</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>색</translation>
  </message>
  <message>
   <source>Connect to a shared bank…</source>
   <translation>공유 문항은행 연결…</translation>
  </message>
  <message>
   <source>Ctrl+Alt+S finds by a part of the screen, whatever program is in front.</source>
   <translation>다른 프로그램이 앞에 있어도 Ctrl+Alt+S로 화면의 일부를 잘라 찾습니다.</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>어둡게</translation>
  </message>
  <message>
   <source>Device of the model</source>
   <translation>모델을 돌릴 장치</translation>
  </message>
  <message>
   <source>Empty the list</source>
   <translation>목록 비우기</translation>
  </message>
  <message>
   <source>Figures on this computer</source>
   <translation>이 컴퓨터에 두는 그림</translation>
  </message>
  <message>
   <source>Hint about models</source>
   <translation>모델 안내</translation>
  </message>
  <message>
   <source>How much room the figures of a shared bank may take here. It holds for banks that are opened from now on.</source>
   <translation>공유 은행의 그림이 이 컴퓨터에서 쓸 수 있는 공간입니다. 지금부터 여는 은행에 적용됩니다.</translation>
  </message>
  <message>
   <source>Items searched from the start</source>
   <translation>처음에 찾을 문항</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>언어</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>밝게</translation>
  </message>
  <message>
   <source>Light, dark, or as the system has them.</source>
   <translation>밝게, 어둡게, 또는 시스템 설정대로 합니다.</translation>
  </message>
  <message>
   <source>Memory of the model</source>
   <translation>모델의 메모리</translation>
  </message>
  <message>
   <source>Minutes without a question until the model leaves the memory. 0: never.</source>
   <translation>질의 없이 이만큼 지나면 모델을 메모리에서 내립니다. 단위는 분이고, 0이면 내리지 않습니다.</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>Name on verdicts</source>
   <translation>판정에 남길 이름</translation>
  </message>
  <message>
   <source>Open the filter</source>
   <translation>필터 열기</translation>
  </message>
  <message>
   <source>Open the model's page</source>
   <translation>모델 화면 열기</translation>
  </message>
  <message>
   <source>Patience with a server</source>
   <translation>서버를 기다리는 시간</translation>
  </message>
  <message>
   <source>Python of the model</source>
   <translation>모델의 파이썬</translation>
  </message>
  <message>
   <source>Recent banks</source>
   <translation>최근 은행</translation>
  </message>
  <message>
   <source>Reranker</source>
   <translation>순서를 다시 정하는 모델</translation>
  </message>
  <message>
   <source>Searches by meaning. Without one, fingerprints search.</source>
   <translation>뜻으로 찾습니다. 모델이 없으면 지문으로 찾습니다.</translation>
  </message>
  <message>
   <source>Seconds until the copy answers in place of a shared bank's server. It holds for banks that are opened from now on.</source>
   <translation>공유 은행의 서버 대신 사본으로 답하기까지 기다리는 초입니다. 이제부터 여는 은행에 적용됩니다.</translation>
  </message>
  <message>
   <source>Shows the draft below the editor as a textbook prints it.</source>
   <translation>편집기 아래에 초안을 교과서처럼 조판해 보여 줍니다.</translation>
  </message>
  <message>
   <source>Shows the ways to begin once more, at the next start on the sample bank.</source>
   <translation>예시 은행으로 다시 시작할 때 시작하는 방법을 한 번 더 보여 줍니다.</translation>
  </message>
  <message>
   <source>Size of text</source>
   <translation>글자 크기</translation>
  </message>
  <message>
   <source>So many questions have an answer.</source>
   <translation>질의 가운데 이만큼 답해야 합니다.</translation>
  </message>
  <message>
   <source>Target: answers</source>
   <translation>목표: 답</translation>
  </message>
  <message>
   <source>Target: memory</source>
   <translation>목표: 메모리</translation>
  </message>
  <message>
   <source>Target: time</source>
   <translation>목표: 시간</translation>
  </message>
  <message>
   <source>The Python that has torch. Empty: the program's own.</source>
   <translation>torch가 있는 파이썬입니다. 비우면 프로그램의 파이썬을 씁니다.</translation>
  </message>
  <message>
   <source>The banks that the bank menu offers. To empty the list deletes no bank.</source>
   <translation>은행 메뉴에 나오는 은행들입니다. 목록을 비워도 은행은 지워지지 않습니다.</translation>
  </message>
  <message>
   <source>The filter that is in force when the program starts.</source>
   <translation>프로그램을 시작할 때 적용되는 필터입니다.</translation>
  </message>
  <message>
   <source>The language of the window. Items stay as they are written.</source>
   <translation>창의 언어입니다. 문항은 쓰인 그대로 둡니다.</translation>
  </message>
  <message>
   <source>The performance page of the evaluation window says whether it is reached.</source>
   <translation>평가 창의 성능 화면이 이루었는지 알려 줍니다.</translation>
  </message>
  <message>
   <source>The processor or graphics card that the model runs on.</source>
   <translation>모델이 돌아가는 프로세서나 그래픽 카드입니다.</translation>
  </message>
  <message>
   <source>The window's words, typeset cards and the preview. Ctrl++ and Ctrl+- change it too.</source>
   <translation>창의 글자와 조판한 카드, 미리보기의 크기입니다. Ctrl++와 Ctrl+-로도 바꿉니다.</translation>
  </message>
  <message>
   <source>Typeset preview</source>
   <translation>조판 미리보기</translation>
  </message>
  <message>
   <source>Ways to begin</source>
   <translation>시작하는 방법</translation>
  </message>
  <message>
   <source>Your verdicts carry this name. Empty: the name you are logged in by.</source>
   <translation>판정에 이 이름이 남습니다. 비우면 로그인한 이름을 씁니다.</translation>
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message>
   <source>Back to the list</source>
   <translation>목록으로</translation>
  </message>
  <message>
   <source>No setting says “{words}”.</source>
   <translation>‘{words}’이(가) 들어 있는 설정이 없습니다.</translation>
  </message>
  <message>
   <source>Search the settings</source>
   <translation>설정 찾기</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>설정</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
 </context>
 <context>
  <name>SettingsSide</name>
  <message>
   <source>The list is empty.</source>
   <translation>목록을 비웠습니다.</translation>
  </message>
  <message>
   <source>all items</source>
   <translation>모든 문항</translation>
  </message>
  <message>
   <source>none</source>
   <translation>없음</translation>
  </message>
  <message>
   <source>the program's own</source>
   <translation>프로그램의 파이썬</translation>
  </message>
  <message>
   <source>whichever is installed</source>
   <translation>설치된 모델</translation>
  </message>
  <message>
   <source>{count} banks</source>
   <translation>은행 {count}개</translation>
  </message>
  <message>
   <source>{count} min</source>
   <translation>{count}분</translation>
  </message>
  <message>
   <source>{name}: back to the default.</source>
   <translation>{name}: 기본값으로 되돌렸습니다.</translation>
  </message>
 </context>
 <context>
  <name>Shared</name>
  <message>
   <source>Server does not answer</source>
   <translation>서버 응답 없음</translation>
  </message>
  <message>
   <source>Server {count}</source>
   <translation>서버 {count}</translation>
  </message>
  <message>
   <source>The server does not answer. Your offline copy ({ago}) is searched.</source>
   <translation>서버 응답이 없어 오프라인 사본({ago})으로 찾고 있습니다.</translation>
  </message>
  <message>
   <source>Your offline copy ({ago}) is searched.</source>
   <translation>오프라인 사본({ago})으로 찾고 있습니다.</translation>
  </message>
  <message>
   <source>copying paused</source>
   <translation>복사 멈춤</translation>
  </message>
  <message>
   <source>just now</source>
   <translation>방금</translation>
  </message>
  <message>
   <source>local {count}</source>
   <translation>로컬 {count}</translation>
  </message>
  <message>
   <source>not complete yet</source>
   <translation>아직 다 복사하지 않음</translation>
  </message>
  <message>
   <source>offline copy ({ago})</source>
   <translation>오프라인 사본({ago})</translation>
  </message>
  <message>
   <source>server</source>
   <translation>서버</translation>
  </message>
  <message>
   <source>{count} figures only on the server</source>
   <translation>그림 {count}개는 서버에만 있음</translation>
  </message>
  <message>
   <source>{count} items</source>
   <translation>{count}문항</translation>
  </message>
  <message>
   <source>{count} waiting to be sent</source>
   <translation>보낼 것 {count}건</translation>
  </message>
  <message>
   <source>{n} days ago</source>
   <translation>{n}일 전</translation>
  </message>
  <message>
   <source>{n} h ago</source>
   <translation>{n}시간 전</translation>
  </message>
  <message>
   <source>{n} min ago</source>
   <translation>{n}분 전</translation>
  </message>
  <message>
   <source>{rate} items a second</source>
   <translation>초당 {rate}문항</translation>
  </message>
 </context>
 <context>
  <name>SharedSide</name>
  <message>
   <source>An item that you saved was changed by somebody else meanwhile.</source>
   <translation>저장한 문항을 그동안 다른 사람이 고쳤습니다.</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>나란히 보기</translation>
  </message>
  <message>
   <source>Copying: {counts}</source>
   <translation>복사 중: {counts}</translation>
  </message>
  <message>
   <source>{count} items that you saved were changed by others meanwhile.</source>
   <translation>저장한 문항 {count}개를 그동안 다른 사람이 고쳤습니다.</translation>
  </message>
 </context>
 <context>
  <name>ShelfButton</name>
  <message>
   <source>Discard</source>
   <translation>버리기</translation>
  </message>
  <message>
   <source>Draft shelf</source>
   <translation>초안 서가</translation>
  </message>
  <message>
   <source>Drafts put aside; what you type saves itself there</source>
   <translation>넣어 둔 초안. 쓰는 글은 저절로 저장됩니다</translation>
  </message>
  <message>
   <source>Nothing yet</source>
   <translation>아직 없습니다</translation>
  </message>
  <message>
   <source>On the shelf</source>
   <translation>서가의 초안</translation>
  </message>
  <message>
   <source>Pictures alone</source>
   <translation>그림만 있는 초안</translation>
  </message>
  <message>
   <source>Put this draft aside</source>
   <translation>이 초안 넣어 두기</translation>
  </message>
  <message>
   <source>Shelf</source>
   <translation>서가</translation>
  </message>
  <message>
   <source>{count} hits</source>
   <translation>찾은 문항 {count}</translation>
  </message>
  <message>
   <source>{count} judged</source>
   <translation>판정 {count}</translation>
  </message>
 </context>
 <context>
  <name>ShortcutSheet</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>단축키</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>All settings</source>
   <translation>모든 설정</translation>
  </message>
  <message>
   <source>Another way to compare the figures</source>
   <translation>그림을 견주는 방법 바꾸기</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>답하기</translation>
  </message>
  <message>
   <source>Back to the list</source>
   <translation>목록으로 돌아가기</translation>
  </message>
  <message>
   <source>Back to the list of reviews</source>
   <translation>검토 목록으로 돌아가기</translation>
  </message>
  <message>
   <source>Bank and window</source>
   <translation>문항은행과 창</translation>
  </message>
  <message>
   <source>Bring the removed frame back</source>
   <translation>지운 틀 되살리기</translation>
  </message>
  <message>
   <source>Capture a part of the screen</source>
   <translation>화면의 일부 캡처</translation>
  </message>
  <message>
   <source>Change the item in the editor</source>
   <translation>문항을 편집기에서 고치기</translation>
  </message>
  <message>
   <source>Choose a picture or a PDF</source>
   <translation>그림이나 PDF 고르기</translation>
  </message>
  <message>
   <source>Compare with the draft</source>
   <translation>초안과 비교</translation>
  </message>
  <message>
   <source>Comparing</source>
   <translation>비교</translation>
  </message>
  <message>
   <source>Cutting out of a page or the screen</source>
   <translation>쪽이나 화면에서 오려 내기</translation>
  </message>
  <message>
   <source>Deciding</source>
   <translation>판정</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>중복</translation>
  </message>
  <message>
   <source>Enemy: not in one paper</source>
   <translation>적: 한 시험지에 함께 두지 않음</translation>
  </message>
  <message>
   <source>Enlarge the figures</source>
   <translation>그림 크게 보기</translation>
  </message>
  <message>
   <source>Enlarge the first figure</source>
   <translation>첫 그림 크게 보기</translation>
  </message>
  <message>
   <source>Import items</source>
   <translation>문항 가져오기</translation>
  </message>
  <message>
   <source>Keep a record of the search</source>
   <translation>검토 기록 남기기</translation>
  </message>
  <message>
   <source>Keep the frame and begin another, on a page</source>
   <translation>틀을 두고 새 틀 시작 (쪽에서)</translation>
  </message>
  <message>
   <source>Larger text</source>
   <translation>글자 크게</translation>
  </message>
  <message>
   <source>Leave without a search</source>
   <translation>찾지 않고 나가기</translation>
  </message>
  <message>
   <source>Move the frame</source>
   <translation>틀 옮기기</translation>
  </message>
  <message>
   <source>New draft</source>
   <translation>새 초안</translation>
  </message>
  <message>
   <source>Next part of the window</source>
   <translation>창의 다음 구역으로</translation>
  </message>
  <message>
   <source>Open a bank folder</source>
   <translation>문항은행 폴더 열기</translation>
  </message>
  <message>
   <source>Paste as plain text</source>
   <translation>글만 붙여넣기</translation>
  </message>
  <message>
   <source>Pin the item and measure the distance</source>
   <translation>문항을 고정하고 거리 재기</translation>
  </message>
  <message>
   <source>Previous and next hit</source>
   <translation>이전 · 다음 문항</translation>
  </message>
  <message>
   <source>Previous and next pair</source>
   <translation>이전 · 다음 문항 쌍</translation>
  </message>
  <message>
   <source>Put the draft aside</source>
   <translation>초안 넣어 두기</translation>
  </message>
  <message>
   <source>Read the whole item</source>
   <translation>문항 전체 읽기</translation>
  </message>
  <message>
   <source>Related</source>
   <translation>관련</translation>
  </message>
  <message>
   <source>Remove the last frame</source>
   <translation>마지막 틀 지우기</translation>
  </message>
  <message>
   <source>Reviewing pairs</source>
   <translation>문항 쌍 검토</translation>
  </message>
  <message>
   <source>Save the draft to the bank</source>
   <translation>초안을 은행에 저장</translation>
  </message>
  <message>
   <source>Scroll both items</source>
   <translation>두 문항 함께 스크롤</translation>
  </message>
  <message>
   <source>Search by the copied picture</source>
   <translation>복사한 그림으로 찾기</translation>
  </message>
  <message>
   <source>Search by what is framed</source>
   <translation>틀 안의 것으로 찾기</translation>
  </message>
  <message>
   <source>Search now</source>
   <translation>지금 찾기</translation>
  </message>
  <message>
   <source>Searching by picture</source>
   <translation>그림으로 찾기</translation>
  </message>
  <message>
   <source>Similar items</source>
   <translation>비슷한 문항</translation>
  </message>
  <message>
   <source>Size the frame</source>
   <translation>틀 크기 바꾸기</translation>
  </message>
  <message>
   <source>Smaller text</source>
   <translation>글자 작게</translation>
  </message>
  <message>
   <source>Step through the hits from anywhere</source>
   <translation>어디서나 이전 · 다음 문항</translation>
  </message>
  <message>
   <source>Step through the hits in the list</source>
   <translation>목록에서 이전 · 다음 문항</translation>
  </message>
  <message>
   <source>Take the last answer back</source>
   <translation>마지막 답 되돌리기</translation>
  </message>
  <message>
   <source>Take the verdict back</source>
   <translation>판정 되돌리기</translation>
  </message>
  <message>
   <source>Text of the usual size</source>
   <translation>글자를 보통 크기로</translation>
  </message>
  <message>
   <source>This sheet</source>
   <translation>단축키 보기</translation>
  </message>
  <message>
   <source>Turn the pages</source>
   <translation>쪽 넘기기</translation>
  </message>
  <message>
   <source>Unfold and fold a family</source>
   <translation>계열 펼치기 · 접기</translation>
  </message>
  <message>
   <source>Unrelated, in the list and the comparison</source>
   <translation>무관 (목록과 비교에서)</translation>
  </message>
  <message>
   <source>Unrelated: not shown again</source>
   <translation>무관: 다시 보이지 않음</translation>
  </message>
  <message>
   <source>Variant: only the numbers differ</source>
   <translation>변형: 숫자만 다름</translation>
  </message>
  <message>
   <source>Write a note</source>
   <translation>메모 쓰기</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>쓰기</translation>
  </message>
  <message>
   <source>Zoom the enlarged figures</source>
   <translation>크게 본 그림 확대 · 축소</translation>
  </message>
 </context>
 <context>
  <name>StatusBar</name>
  <message>
   <source>No bank is open</source>
   <translation>열린 문항은행 없음</translation>
  </message>
  <message>
   <source>{bank} · {count} items</source>
   <translation>{bank} · {count}문항</translation>
  </message>
 </context>
 <context>
  <name>Truths</name>
  <message>
   <source>Alike by both: {both} pairs; by {one} alone: {first}; by {other} alone: {second}. Overlap {share}.</source>
   <translation>둘 다 비슷하다고 본 짝 {both}개, {one}만 {first}개, {other}만 {second}개입니다. 겹치는 비율은 {share}입니다.</translation>
  </message>
  <message>
   <source>Cohen's kappa: {kappa}</source>
   <translation>코언의 카파: {kappa}</translation>
  </message>
  <message>
   <source>It was stopped. Started again, it goes on where it was.</source>
   <translation>멈췄습니다. 다시 시작하면 멈춘 곳부터 이어 갑니다.</translation>
  </message>
  <message>
   <source>That costs about {cost}; at most {budget} is spent.</source>
   <translation>비용은 약 {cost}이고, 쓰는 돈은 {budget}까지입니다.</translation>
  </message>
  <message>
   <source>The budget is too small for all of them: a part will be graded.</source>
   <translation>예산이 모자라 일부만 매깁니다.</translation>
  </message>
  <message>
   <source>The budget is used up. Started again, it goes on where it was.</source>
   <translation>예산을 다 썼습니다. 다시 시작하면 멈춘 곳부터 이어 갑니다.</translation>
  </message>
  <message>
   <source>The items are sent to {address}.</source>
   <translation>문항을 보내는 곳: {address}.</translation>
  </message>
  <message>
   <source>The two have no query in common, so there is nothing to compare.</source>
   <translation>둘에 함께 있는 질의가 없어 비교할 것이 없습니다.</translation>
  </message>
  <message>
   <source>not defined</source>
   <translation>정할 수 없음</translation>
  </message>
  <message>
   <source>{alike} count as alike. {calls} calls, {spent} spent.</source>
   <translation>그중 비슷하다고 본 짝은 {alike}개입니다. 호출 {calls}번에 {spent} 들었습니다.</translation>
  </message>
  <message>
   <source>{count} pairs got no proper reply and are not in it.</source>
   <translation>짝 {count}개는 알맞은 답을 받지 못해 뺐습니다.</translation>
  </message>
  <message>
   <source>{count} queries are in both.</source>
   <translation>둘에 함께 있는 질의는 {count}개입니다.</translation>
  </message>
  <message>
   <source>{file} holds {pairs} pairs of {queries} queries.</source>
   <translation>{file}에 질의 {queries}개의 짝 {pairs}개를 저장했습니다.</translation>
  </message>
  <message>
   <source>{pairs} pairs, {calls} of them still to be asked.</source>
   <translation>짝 {pairs}개 가운데 {calls}개를 물어야 합니다.</translation>
  </message>
 </context>
 <context>
  <name>TruthsFront</name>
  <message>
   <source>A language model grades pairs from 1 to 5: the first hits of every finder. You see what it costs before anything is sent to the address.</source>
   <translation>언어 모델이 검색 방법마다 앞선 결과의 짝에 1~5등급을 매깁니다. 주소로 보내기 전에 비용을 먼저 알려 드립니다.</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>주소</translation>
  </message>
  <message>
   <source>Alike from grade</source>
   <translation>비슷하다고 볼 등급</translation>
  </message>
  <message>
   <source>Bring it in</source>
   <translation>가져오기</translation>
  </message>
  <message>
   <source>Budget</source>
   <translation>예산</translation>
  </message>
  <message>
   <source>By a language model</source>
   <translation>언어 모델로</translation>
  </message>
  <message>
   <source>By words</source>
   <translation>낱말로</translation>
  </message>
  <message>
   <source>Choose a ground truth</source>
   <translation>정답 자료 고르기</translation>
  </message>
  <message>
   <source>Compare the two</source>
   <translation>둘 비교</translation>
  </message>
  <message>
   <source>Compare two</source>
   <translation>둘 비교</translation>
  </message>
  <message>
   <source>Estimate the cost</source>
   <translation>비용 어림</translation>
  </message>
  <message>
   <source>File to read</source>
   <translation>읽을 파일</translation>
  </message>
  <message>
   <source>First ground truth</source>
   <translation>첫째 정답 자료</translation>
  </message>
  <message>
   <source>From a file</source>
   <translation>파일에서</translation>
  </message>
  <message>
   <source>Ground truths ({names})</source>
   <translation>정답 자료 ({names})</translation>
  </message>
  <message>
   <source>How far two truths agree, and which pairs they call differently.</source>
   <translation>두 정답 자료가 얼마나 일치하는지, 어떤 짝을 다르게 보는지 알려 줍니다.</translation>
  </message>
  <message>
   <source>Items a query</source>
   <translation>질의마다 고를 문항</translation>
  </message>
  <message>
   <source>Items graded a query</source>
   <translation>질의마다 매길 문항</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>키</translation>
  </message>
  <message>
   <source>Least cosine</source>
   <translation>가장 낮은 코사인</translation>
  </message>
  <message>
   <source>Make the ground truth</source>
   <translation>정답 자료 만들기</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>Price of a million tokens asked</source>
   <translation>백만 토큰의 값, 질문</translation>
  </message>
  <message>
   <source>Queries of each category</source>
   <translation>갈래마다 뽑을 질의</translation>
  </message>
  <message>
   <source>Reads TREC's form or this program's own, and keeps it as a ground truth.</source>
   <translation>TREC 형식이나 이 프로그램의 파일을 읽어 정답 자료로 저장합니다.</translation>
  </message>
  <message>
   <source>Save the ground truth as</source>
   <translation>정답 자료를 저장할 파일</translation>
  </message>
  <message>
   <source>Saved as</source>
   <translation>저장할 파일</translation>
  </message>
  <message>
   <source>Second ground truth</source>
   <translation>둘째 정답 자료</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>씨앗</translation>
  </message>
  <message>
   <source>Texts alone</source>
   <translation>글만</translation>
  </message>
  <message>
   <source>Texts and figures</source>
   <translation>글과 그림</translation>
  </message>
  <message>
   <source>The nearest items of drawn queries by TF-IDF. Such a truth favours finders that work by words: compare it with another one before you trust it.</source>
   <translation>뽑은 질의마다 TF-IDF로 가장 가까운 문항을 고릅니다. 이런 정답 자료는 낱말로 찾는 방법에 유리하니 다른 것과 비교해 보고 쓰세요.</translation>
  </message>
  <message>
   <source>The pairs that both truths call alike, with the lower of both grades.</source>
   <translation>두 정답 자료가 함께 비슷하다고 본 짝만 남기고, 등급은 둘 가운데 낮은 쪽을 씁니다.</translation>
  </message>
  <message>
   <source>What it sees</source>
   <translation>보여 줄 것</translation>
  </message>
  <message>
   <source>What two agree on</source>
   <translation>둘의 공통</translation>
  </message>
  <message>
   <source>answered</source>
   <translation>답</translation>
  </message>
  <message>
   <source>kept in memory until the window closes, in no file</source>
   <translation>파일에 쓰지 않고 창을 닫을 때까지만 둡니다</translation>
  </message>
 </context>
 <context>
  <name>TruthsPage</name>
  <message>
   <source>A ground truth says which items of the bank are alike; finders are measured by it. Each keeps where it comes from: by whom, when, and from which grade on.</source>
   <translation>정답 자료는 은행의 어떤 문항끼리 비슷한지 말해 주며, 검색 방법을 재는 기준이 됩니다. 누가 언제 만들었고 몇 등급부터 비슷하다고 보는지 함께 남깁니다.</translation>
  </message>
  <message>
   <source>Choosing pairs</source>
   <translation>짝을 고릅니다</translation>
  </message>
  <message>
   <source>Choosing pairs: {done} of {total} queries</source>
   <translation>짝을 고르는 중 {done} / {total}</translation>
  </message>
  <message>
   <source>Compare finders by it</source>
   <translation>이것으로 검색 방법 비교</translation>
  </message>
  <message>
   <source>Grade the pairs</source>
   <translation>짝 매기기</translation>
  </message>
  <message>
   <source>Grading pairs</source>
   <translation>짝을 매깁니다</translation>
  </message>
  <message>
   <source>Grading pairs: {done} of {total}, {spent} spent</source>
   <translation>짝을 매기는 중 {done} / {total}, 든 비용 {spent}</translation>
  </message>
  <message>
   <source>Let people review the pairs in dispute</source>
   <translation>엇갈린 짝을 사람이 검토</translation>
  </message>
  <message>
   <source>Lists of pairs ({names})</source>
   <translation>짝 목록 ({names})</translation>
  </message>
  <message>
   <source>Looking for the nearest items</source>
   <translation>가까운 문항을 찾습니다</translation>
  </message>
  <message>
   <source>Looking for the nearest items: {done} of {total} queries</source>
   <translation>가까운 문항을 찾는 중 {done} / {total}</translation>
  </message>
  <message>
   <source>No bank is open.</source>
   <translation>열린 은행이 없습니다.</translation>
  </message>
  <message>
   <source>Save the list as</source>
   <translation>목록을 저장할 파일</translation>
  </message>
  <message>
   <source>Save the list…</source>
   <translation>목록 저장…</translation>
  </message>
  <message>
   <source>Stopped. Nothing was written.</source>
   <translation>멈췄습니다. 아무것도 쓰지 않았습니다.</translation>
  </message>
  <message>
   <source>The list is in {file}.</source>
   <translation>목록을 {file}에 저장했습니다.</translation>
  </message>
 </context>
 <context>
  <name>Verdict</name>
  <message>
   <source>Again: {parts} changed</source>
   <translation>다시 확인: {parts} 바뀜</translation>
  </message>
  <message>
   <source>Before: {verdict}</source>
   <translation>전: {verdict}</translation>
  </message>
  <message>
   <source>Decided before and open again.</source>
   <translation>판정한 뒤에 바뀌어 다시 나왔습니다.</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>중복</translation>
  </message>
  <message>
   <source>Enemy</source>
   <translation>적</translation>
  </message>
  <message>
   <source>Must not meet in one paper</source>
   <translation>한 시험지에 함께 넣지 않습니다</translation>
  </message>
  <message>
   <source>No enemy</source>
   <translation>적 아님</translation>
  </message>
  <message>
   <source>Nothing in common: not shown again until one of the two changes</source>
   <translation>관계가 없습니다. 둘 중 하나가 바뀔 때까지 숨깁니다</translation>
  </message>
  <message>
   <source>Of the same kind, both may stand</source>
   <translation>같은 유형이지만 함께 두어도 됩니다</translation>
  </message>
  <message>
   <source>Related</source>
   <translation>관련</translation>
  </message>
  <message>
   <source>Reviewers called {duplicates} of {pairs} such pairs duplicates.</source>
   <translation>이런 쌍 {pairs}개 가운데 {duplicates}개를 검토자가 중복으로 판정했습니다.</translation>
  </message>
  <message>
   <source>Taken back</source>
   <translation>거둠</translation>
  </message>
  <message>
   <source>The draft's {parts} changed.</source>
   <translation>초안의 {parts}[이/가] 바뀌었습니다.</translation>
  </message>
  <message>
   <source>The item's {parts} changed.</source>
   <translation>은행 문항의 {parts}[이/가] 바뀌었습니다.</translation>
  </message>
  <message>
   <source>The same item</source>
   <translation>같은 문항입니다</translation>
  </message>
  <message>
   <source>The same item with other numbers</source>
   <translation>숫자만 다른 같은 문항입니다</translation>
  </message>
  <message>
   <source>Unrelated</source>
   <translation>무관</translation>
  </message>
  <message>
   <source>Variant</source>
   <translation>변형</translation>
  </message>
  <message>
   <source>answer</source>
   <translation>정답</translation>
  </message>
  <message>
   <source>choices</source>
   <translation>선택지</translation>
  </message>
  <message>
   <source>figures</source>
   <translation>그림</translation>
  </message>
  <message>
   <source>numbers</source>
   <translation>숫자</translation>
  </message>
  <message>
   <source>stem</source>
   <translation>발문</translation>
  </message>
 </context>
 <context>
  <name>WorkLine</name>
  <message>
   <source>Go on</source>
   <translation>계속</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>잠시 멈춤</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>진행 상황</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>멈추기</translation>
  </message>
 </context>
 <context>
  <name>ZoomCanvas</name>
  <message>
   <source>Figure</source>
   <translation>그림</translation>
  </message>
 </context>
 <context>
  <name>ZoomedFigure</name>
  <message>
   <source>Figure</source>
   <translation>그림</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>"origin" is no object</source>
   <translation>"origin"이 객체가 아닙니다</translation>
  </message>
  <message>
   <source>"threshold" of its origin is no number</source>
   <translation>"origin"의 "threshold"가 수가 아닙니다</translation>
  </message>
  <message>
   <source>A newer version of the program made the bank {subject}{why}. It is untouched. Update the program.</source>
   <translation>더 새로운 프로그램이 만든 문항은행입니다: {subject}{why}. 은행은 그대로 두었습니다. 프로그램을 업데이트해 주세요.</translation>
  </message>
  <message>
   <source>A picture could not be read: {subject}{why}. Save it as PNG and insert it again.</source>
   <translation>그림을 읽지 못했습니다: {subject}{why}. PNG로 저장한 뒤 다시 넣어 주세요.</translation>
  </message>
  <message>
   <source>A picture is too large: {subject}{why}. Make it smaller, or cut out the figure, and insert it again.</source>
   <translation>그림이 너무 큽니다: {subject}{why}. 크기를 줄이거나 그림 부분만 잘라 다시 넣어 주세요.</translation>
  </message>
  <message>
   <source>Another program is using the bank {subject}{why}. Try again when it has finished.</source>
   <translation>다른 프로그램이 문항은행을 쓰고 있습니다: {subject}{why}. 끝난 뒤 다시 해 주세요.</translation>
  </message>
  <message>
   <source>Another version of the program prepared this bank for searching: {subject}{why}. Bring it up to date with: itembank-desktop describe --bank FOLDER.</source>
   <translation>다른 버전의 프로그램이 준비한 문항은행입니다: {subject}{why}. 다음 명령으로 새롭게 해 주세요: itembank-desktop describe --bank 폴더</translation>
  </message>
  <message>
   <source>Check the connection</source>
   <translation>연결 확인</translation>
  </message>
  <message>
   <source>Choose a Python</source>
   <translation>파이썬 고르기</translation>
  </message>
  <message>
   <source>Choose a model</source>
   <translation>모델 고르기</translation>
  </message>
  <message>
   <source>Choose another file</source>
   <translation>다른 파일 고르기</translation>
  </message>
  <message>
   <source>Choose another folder</source>
   <translation>다른 폴더 고르기</translation>
  </message>
  <message>
   <source>Choose where it runs</source>
   <translation>실행할 곳 고르기</translation>
  </message>
  <message>
   <source>Connection error.</source>
   <translation>연결할 수 없습니다</translation>
  </message>
  <message>
   <source>Drafts cannot be kept in {subject}{why}. The draft in the window is untouched. Check the disk.</source>
   <translation>초안을 {subject}에 저장할 수 없습니다{why}. 창 안의 초안은 그대로 있습니다. 디스크를 확인해 주세요.</translation>
  </message>
  <message>
   <source>Evaluation needs packages that are not installed: {subject}{why}. This command installs them: python3 packaging/bootstrap.py evaluation.</source>
   <translation>평가에 필요한 패키지가 설치되어 있지 않습니다: {subject}{why}. python3 packaging/bootstrap.py evaluation 명령으로 설치해 주세요.</translation>
  </message>
  <message>
   <source>HF_HUB_OFFLINE forbids every connection</source>
   <translation>HF_HUB_OFFLINE 설정이 모든 연결을 막고 있습니다</translation>
  </message>
  <message>
   <source>Input/output error</source>
   <translation>디스크에서 오류가 났습니다</translation>
  </message>
  <message>
   <source>Insert another picture</source>
   <translation>다른 그림 넣기</translation>
  </message>
  <message>
   <source>Is a directory</source>
   <translation>폴더입니다</translation>
  </message>
  <message>
   <source>Letters of the pasted text could not be read: {subject}{why}. Each stands as � in the draft. Compare with the original.</source>
   <translation>붙여 넣은 글에 읽지 못한 글자가 있습니다: {subject}자{why}. 초안에 �로 표시된 곳을 원본과 견주어 주세요.</translation>
  </message>
  <message>
   <source>No capture of {subject}{why}. Take it with the system's own key and paste it here.</source>
   <translation>{subject} 캡처를 하지 못했습니다{why}. 시스템의 화면 캡처 키로 찍어 여기에 붙여 넣으세요.</translation>
  </message>
  <message>
   <source>No module named {}</source>
   <translation>{} 모듈이 없습니다</translation>
  </message>
  <message>
   <source>No space left on device</source>
   <translation>남은 공간이 없습니다</translation>
  </message>
  <message>
   <source>No such file or directory</source>
   <translation>그런 파일이 없습니다</translation>
  </message>
  <message>
   <source>Not a directory</source>
   <translation>폴더가 아닙니다</translation>
  </message>
  <message>
   <source>Only the bank keeper publishes, by importing: {subject}{why}. Save it as a draft instead.</source>
   <translation>출판은 은행 관리자가 가져오기로만 합니다: {subject}{why}. 초안 상태로 저장해 주세요.</translation>
  </message>
  <message>
   <source>Open another bank</source>
   <translation>다른 은행 열기</translation>
  </message>
  <message>
   <source>Operation not permitted</source>
   <translation>허용되지 않은 작업입니다</translation>
  </message>
  <message>
   <source>Permission denied</source>
   <translation>권한이 없습니다</translation>
  </message>
  <message>
   <source>Read-only file system</source>
   <translation>읽기만 할 수 있는 디스크입니다</translation>
  </message>
  <message>
   <source>Request timed out.</source>
   <translation>제때 답하지 않았습니다</translation>
  </message>
  <message>
   <source>SVG drawings are not supported</source>
   <translation>SVG 그림은 아직 다루지 못합니다</translation>
  </message>
  <message>
   <source>Somebody has changed {subject} meanwhile{why}. Nothing was done. Look at it again.</source>
   <translation>그동안 다른 사람이 고친 문항입니다: {subject}{why}. 아무것도 바꾸지 않았습니다. 다시 확인해 주세요.</translation>
  </message>
  <message>
   <source>The bank could not do this: {subject}{why}.</source>
   <translation>문항은행에서 처리하지 못했습니다: {subject}{why}.</translation>
  </message>
  <message>
   <source>The bank {subject} is damaged{why}. Restore it from a copy, or import its items into a new folder.</source>
   <translation>문항은행이 손상되었습니다: {subject}{why}. 사본으로 되돌리거나, 문항을 새 폴더로 다시 가져와 주세요.</translation>
  </message>
  <message>
   <source>The disk is full: {subject}{why}. Free some space and try again; what was finished is kept.</source>
   <translation>디스크가 가득 찼습니다: {subject}{why}. 공간을 비운 뒤 다시 해 주세요. 끝난 작업은 그대로 남아 있습니다.</translation>
  </message>
  <message>
   <source>The language model that grades pairs does not answer: {subject}{why}. What was graded is kept.</source>
   <translation>문항 쌍을 채점할 언어 모델이 응답하지 않습니다: {subject}{why}. 이미 채점한 것은 보관되어 있습니다.</translation>
  </message>
  <message>
   <source>The line to {subject} is not safe{why}. Nothing was sent. Ask the bank keeper for the certificate.</source>
   <translation>서버와의 연결이 안전하지 않습니다: {subject}{why}. 아무것도 보내지 않았습니다. 은행 관리자에게 인증서를 받아 주세요.</translation>
  </message>
  <message>
   <source>The memory does not suffice for the model: {subject}{why}. Close other programs, or let the model run on another device.</source>
   <translation>모델을 돌릴 메모리가 모자랍니다: {subject}{why}. 다른 프로그램을 닫거나 모델을 다른 장치에서 돌려 주세요.</translation>
  </message>
  <message>
   <source>The model cannot be used: {subject}{why}. Choose another one, or add its folder again.</source>
   <translation>모델을 쓸 수 없습니다: {subject}{why}. 다른 모델을 고르거나 폴더를 다시 더해 주세요.</translation>
  </message>
  <message>
   <source>The model is not there just now: {subject}{why}. It comes back by itself.</source>
   <translation>모델이 잠시 자리를 비웠습니다: {subject}{why}. 저절로 돌아옵니다.</translation>
  </message>
  <message>
   <source>The model was not fetched: {subject}{why}. Start it again: it goes on where it stopped.</source>
   <translation>모델을 받지 못했습니다: {subject}{why}. 다시 누르면 멈춘 곳부터 이어서 받습니다.</translation>
  </message>
  <message>
   <source>The model {subject} is not on this computer{why}. Choose another one.</source>
   <translation>{subject} 모델이 이 컴퓨터에 없습니다{why}. 다른 모델을 골라 주세요.</translation>
  </message>
  <message>
   <source>The model's process cannot run: {subject}{why}. Choose a Python that has torch.</source>
   <translation>모델 프로세스를 돌릴 수 없습니다: {subject}{why}. torch가 있는 파이썬을 골라 주세요.</translation>
  </message>
  <message>
   <source>The password of {subject} is not known on this computer{why}. Type it once.</source>
   <translation>이 컴퓨터에는 비밀번호가 없습니다: {subject}{why}. 한 번 입력해 주세요.</translation>
  </message>
  <message>
   <source>The record could not be written: {subject}{why}. Choose another folder.</source>
   <translation>검토 기록을 쓸 수 없습니다: {subject}{why}. 다른 폴더를 골라 주세요.</translation>
  </message>
  <message>
   <source>The server does not let you in: {subject}{why}. Check the account's name and the password.</source>
   <translation>서버가 접속을 받지 않습니다: {subject}{why}. 계정 이름과 비밀번호를 확인해 주세요.</translation>
  </message>
  <message>
   <source>The server {subject} is not fit for a bank{why}. It needs PostgreSQL 16 to 18 with pgvector 0.8.</source>
   <translation>문항은행을 둘 수 없는 서버입니다: {subject}{why}. PostgreSQL 16~18과 pgvector 0.8이 필요합니다.</translation>
  </message>
  <message>
   <source>The shared bank does not answer: {subject}{why}. It is tried again by itself.</source>
   <translation>공유 문항은행이 응답하지 않습니다: {subject}{why}. 저절로 다시 연결합니다.</translation>
  </message>
  <message>
   <source>The shared bank {subject} is not prepared for this program{why}. Ask the bank keeper to update it.</source>
   <translation>이 프로그램에 맞게 준비되지 않은 공유 문항은행입니다: {subject}{why}. 은행 관리자에게 업데이트를 부탁해 주세요.</translation>
  </message>
  <message>
   <source>The text was not inserted{why}. The draft is unchanged. Paste a single item.</source>
   <translation>글을 넣지 않았습니다{why}. 초안은 그대로입니다. 문항 하나만 붙여 넣어 주세요.</translation>
  </message>
  <message>
   <source>There is no bank in {subject}{why}. Open another one, or import one into it.</source>
   <translation>이 폴더에는 문항은행이 없습니다: {subject}{why}. 다른 은행을 열거나 문항을 가져와 주세요.</translation>
  </message>
  <message>
   <source>There is too little room for the model in {subject}{why}. Free some space and start it again.</source>
   <translation>모델을 둘 자리가 모자랍니다: {subject}{why}. 자리를 비우고 다시 시작해 주세요.</translation>
  </message>
  <message>
   <source>This account may not do that: {subject}{why}. Ask the bank keeper.</source>
   <translation>이 계정으로는 할 수 없는 일입니다: {subject}{why}. 은행 관리자에게 문의해 주세요.</translation>
  </message>
  <message>
   <source>This cannot be used: {subject}{why}.</source>
   <translation>쓸 수 없는 내용입니다: {subject}{why}.</translation>
  </message>
  <message>
   <source>This could not be done: {subject}{why}.</source>
   <translation>처리하지 못했습니다: {subject}{why}.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>다시 하기</translation>
  </message>
  <message>
   <source>Type the password</source>
   <translation>비밀번호 입력</translation>
  </message>
  <message>
   <source>Wayland keeps programs from seeing the screen</source>
   <translation>Wayland에서는 프로그램이 화면을 볼 수 없습니다</translation>
  </message>
  <message>
   <source>a file of that name is in the way</source>
   <translation>같은 이름의 파일이 이미 있습니다</translation>
  </message>
  <message>
   <source>a password locks it</source>
   <translation>암호가 걸려 있습니다</translation>
  </message>
  <message>
   <source>access is denied</source>
   <translation>접근할 권한이 없습니다</translation>
  </message>
  <message>
   <source>an address looks like https://host:port/v1</source>
   <translation>주소는 https://호스트:포트/v1 꼴입니다</translation>
  </message>
  <message>
   <source>another program is writing to it</source>
   <translation>다른 프로그램이 쓰고 있습니다</translation>
  </message>
  <message>
   <source>answered with values that are no numbers</source>
   <translation>수가 아닌 값을 답했습니다</translation>
  </message>
  <message>
   <source>answered without a message or without counting its tokens</source>
   <translation>답에 내용이나 토큰 수가 없습니다</translation>
  </message>
  <message>
   <source>answers in {} on {} with no numbers</source>
   <translation>{} 정밀도로 {}에서 계산하면 수가 아닌 값이 나옵니다</translation>
  </message>
  <message>
   <source>asks for program code of its own, which is never run</source>
   <translation>따로 실행할 코드를 요구하지만 그런 코드는 실행하지 않습니다</translation>
  </message>
  <message>
   <source>cannot be reached, or breaks off ({})</source>
   <translation>연결되지 않거나 끊겼습니다 ({})</translation>
  </message>
  <message>
   <source>described by revision {}, this program needs {}</source>
   <translation>{} 판으로 준비되었고 이 프로그램은 {} 판이 필요합니다</translation>
  </message>
  <message>
   <source>did not answer in {} s</source>
   <translation>{}초 안에 응답이 없습니다</translation>
  </message>
  <message>
   <source>did not answer in {} s and is started again</source>
   <translation>{}초 동안 답이 없어 다시 시작합니다</translation>
  </message>
  <message>
   <source>has letters that no key has</source>
   <translation>키에 쓸 수 없는 글자가 있습니다</translation>
  </message>
  <message>
   <source>has {} where {} are needed: the download was cut off</source>
   <translation>{}뿐이고 {}가 있어야 합니다. 받다가 끊겼습니다</translation>
  </message>
  <message>
   <source>holds no config.json</source>
   <translation>config.json이 없습니다</translation>
  </message>
  <message>
   <source>is already in {}; remove it first: itembank-desktop models remove {}</source>
   <translation>{}에 이미 있습니다. 먼저 지우십시오: itembank-desktop models remove {}</translation>
  </message>
  <message>
   <source>is being fetched by another program already</source>
   <translation>다른 프로그램이 이미 받고 있습니다</translation>
  </message>
  <message>
   <source>is no folder</source>
   <translation>폴더가 아닙니다</translation>
  </message>
  <message>
   <source>is no safetensors file, or its beginning is cut off</source>
   <translation>safetensors 파일이 아니거나 앞부분이 잘렸습니다</translation>
  </message>
  <message>
   <source>is not in {}</source>
   <translation>{}에 없습니다</translation>
  </message>
  <message>
   <source>is not installed (python3 packaging/bootstrap.py model)</source>
   <translation>설치되지 않았습니다 (python3 packaging/bootstrap.py model)</translation>
  </message>
  <message>
   <source>is not loaded yet</source>
   <translation>아직 불러오지 않았습니다</translation>
  </message>
  <message>
   <source>is only a pointer to the file; fetch the real one with: git lfs pull</source>
   <translation>진짜 파일이 아닙니다. git lfs pull로 받으십시오</translation>
  </message>
  <message>
   <source>it cannot be read</source>
   <translation>읽을 수 없습니다</translation>
  </message>
  <message>
   <source>it cannot be written</source>
   <translation>쓸 수 없습니다</translation>
  </message>
  <message>
   <source>it does not exist</source>
   <translation>파일이 없습니다</translation>
  </message>
  <message>
   <source>it ended with code {}</source>
   <translation>코드 {}로 끝났습니다</translation>
  </message>
  <message>
   <source>it ended with code {} ({})</source>
   <translation>코드 {}로 끝났습니다: {}</translation>
  </message>
  <message>
   <source>it has {} pages, more than {}</source>
   <translation>{}쪽으로, {}쪽보다 많습니다</translation>
  </message>
  <message>
   <source>it holds a {} model, not {}</source>
   <translation>{} 모델입니다. {} 모델이어야 합니다</translation>
  </message>
  <message>
   <source>it holds items of its own</source>
   <translation>다른 문항이 들어 있습니다</translation>
  </message>
  <message>
   <source>it holds no items</source>
   <translation>문항이 하나도 없습니다</translation>
  </message>
  <message>
   <source>it holds no {}</source>
   <translation>{} 파일이 없습니다</translation>
  </message>
  <message>
   <source>it is UTF-16; save it as UTF-8</source>
   <translation>UTF-16 파일입니다. UTF-8로 저장해 주세요</translation>
  </message>
  <message>
   <source>it is a copy of {}</source>
   <translation>{}의 사본입니다</translation>
  </message>
  <message>
   <source>it is empty</source>
   <translation>비어 있습니다</translation>
  </message>
  <message>
   <source>it is in no picture format we know</source>
   <translation>알 수 없는 그림 형식입니다</translation>
  </message>
  <message>
   <source>it is no JSON ({})</source>
   <translation>JSON이 아닙니다 ({})</translation>
  </message>
  <message>
   <source>it is no file</source>
   <translation>파일이 아닙니다</translation>
  </message>
  <message>
   <source>it is no review; make one with: itembank-desktop review new</source>
   <translation>검토 파일이 아닙니다. 새 검토를 만들어 주세요</translation>
  </message>
  <message>
   <source>it is not UTF-8 at byte {}; save it as UTF-8</source>
   <translation>{}번째 바이트가 UTF-8이 아닙니다. UTF-8로 저장해 주세요</translation>
  </message>
  <message>
   <source>it is only on the server, which does not answer</source>
   <translation>서버에만 있는데 서버가 응답하지 않습니다</translation>
  </message>
  <message>
   <source>it was ended by {}</source>
   <translation>{} 신호로 끝났습니다</translation>
  </message>
  <message>
   <source>it was fitted by another version of the program meanwhile</source>
   <translation>그사이 다른 버전의 프로그램이 다시 준비했습니다</translation>
  </message>
  <message>
   <source>its certificate has expired, or nobody this computer trusts has signed it</source>
   <translation>인증서가 만료되었거나, 이 컴퓨터가 믿는 기관이 서명한 것이 아닙니다</translation>
  </message>
  <message>
   <source>its certificate is for {}</source>
   <translation>인증서가 {}의 것입니다</translation>
  </message>
  <message>
   <source>its checksum is not the one {} names; it was thrown away</source>
   <translation>받은 파일의 검사합이 {}에 적힌 것과 달라서 버렸습니다</translation>
  </message>
  <message>
   <source>its file in the bank was changed</source>
   <translation>은행 안의 그림 파일이 바뀌었습니다</translation>
  </message>
  <message>
   <source>its file is gone from the bank ({})</source>
   <translation>은행에서 그림 파일이 사라졌습니다({})</translation>
  </message>
  <message>
   <source>its file is read-only</source>
   <translation>파일이 읽기 전용입니다</translation>
  </message>
  <message>
   <source>its files cannot be opened</source>
   <translation>파일을 열 수 없습니다</translation>
  </message>
  <message>
   <source>its format is {}, this program knows {}</source>
   <translation>형식 {} 은행인데 이 프로그램은 {}까지 압니다</translation>
  </message>
  <message>
   <source>its formatting is larger than any item's</source>
   <translation>서식이 문항으로 보기에는 너무 큽니다</translation>
  </message>
  <message>
   <source>its table of contents is damaged</source>
   <translation>차례가 망가졌습니다</translation>
  </message>
  <message>
   <source>its vectors come from the bank keeper</source>
   <translation>벡터는 은행 관리자가 넣습니다</translation>
  </message>
  <message>
   <source>its weights are damaged ({})</source>
   <translation>가중치가 망가졌습니다 ({})</translation>
  </message>
  <message>
   <source>its weights are pickles ({}), which may hold programs; only safetensors are taken</source>
   <translation>가중치가 프로그램을 담을 수 있는 형식입니다({}). safetensors만 씁니다</translation>
  </message>
  <message>
   <source>its {} cannot be read ({})</source>
   <translation>{} 파일을 읽을 수 없습니다: {}</translation>
  </message>
  <message>
   <source>lacks {}</source>
   <translation>{} 파일이 없습니다</translation>
  </message>
  <message>
   <source>lacks {} of its weights, {} among them</source>
   <translation>가중치 {}개가 없습니다. {} 등입니다</translation>
  </message>
  <message>
   <source>line {} is damaged</source>
   <translation>{}번째 줄이 깨졌습니다</translation>
  </message>
  <message>
   <source>line {} is not "query 0 item grade"</source>
   <translation>{}번째 줄이 "query 0 item grade" 꼴이 아닙니다</translation>
  </message>
  <message>
   <source>more than {} characters</source>
   <translation>{}자가 넘습니다</translation>
  </message>
  <message>
   <source>needs a permission: ask for it at the hub, then set HF_TOKEN</source>
   <translation>허가가 필요합니다. 허브에서 신청한 뒤 HF_TOKEN을 넣으십시오</translation>
  </message>
  <message>
   <source>needs {} free and has {}</source>
   <translation>{}가 필요하지만 {}만 비어 있습니다</translation>
  </message>
  <message>
   <source>no bank is open</source>
   <translation>열린 은행이 없습니다</translation>
  </message>
  <message>
   <source>no graphics card is found ({})</source>
   <translation>그래픽 카드를 찾지 못했습니다 ({})</translation>
  </message>
  <message>
   <source>no pair has a relevance of {} or more</source>
   <translation>등급이 {} 이상인 짝이 없습니다</translation>
  </message>
  <message>
   <source>no space is left</source>
   <translation>남은 공간이 없습니다</translation>
  </message>
  <message>
   <source>pair {} needs "a", "b" and "relevance"</source>
   <translation>{}번째 짝에 "a", "b", "relevance"가 있어야 합니다</translation>
  </message>
  <message>
   <source>parts of the file are missing or broken</source>
   <translation>파일의 일부가 없거나 손상되었습니다</translation>
  </message>
  <message>
   <source>pictures on other computers are not fetched</source>
   <translation>다른 컴퓨터의 그림은 가져오지 않습니다</translation>
  </message>
  <message>
   <source>pictures on the web are not fetched</source>
   <translation>웹의 그림은 가져오지 않습니다</translation>
  </message>
  <message>
   <source>qrels need a list under "pairs"</source>
   <translation>"pairs" 목록이 있어야 합니다</translation>
  </message>
  <message>
   <source>the bank has no pairs to look at</source>
   <translation>은행에 살펴볼 짝이 없습니다</translation>
  </message>
  <message>
   <source>the bank holds no items</source>
   <translation>은행에 문항이 없습니다</translation>
  </message>
  <message>
   <source>the bank holds none of its items</source>
   <translation>은행에 그 문항이 하나도 없습니다</translation>
  </message>
  <message>
   <source>the certificate file "{}" does not exist</source>
   <translation>인증서 파일 "{}"이 없습니다</translation>
  </message>
  <message>
   <source>the computer's memory is full</source>
   <translation>컴퓨터의 메모리가 가득 찼습니다</translation>
  </message>
  <message>
   <source>the connection broke off ({})</source>
   <translation>연결이 끊겼습니다({})</translation>
  </message>
  <message>
   <source>the disk reports an error</source>
   <translation>디스크에서 오류가 났습니다</translation>
  </message>
  <message>
   <source>the file is cut off</source>
   <translation>파일이 잘렸습니다</translation>
  </message>
  <message>
   <source>the file is cut off or damaged at its start</source>
   <translation>파일이 잘렸거나 앞부분이 손상되었습니다</translation>
  </message>
  <message>
   <source>the file is damaged</source>
   <translation>파일이 손상되었습니다</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>빈 파일입니다</translation>
  </message>
  <message>
   <source>the file is larger than {} MB</source>
   <translation>{}MB가 넘는 파일입니다</translation>
  </message>
  <message>
   <source>the file is no bank</source>
   <translation>문항은행 파일이 아닙니다</translation>
  </message>
  <message>
   <source>the file is not there</source>
   <translation>파일이 없습니다</translation>
  </message>
  <message>
   <source>the grade in line {} is above {}</source>
   <translation>{}번째 줄의 등급이 {}보다 큽니다</translation>
  </message>
  <message>
   <source>the key</source>
   <translation>키</translation>
  </message>
  <message>
   <source>the memory does not suffice to open it</source>
   <translation>메모리가 모자라 열 수 없습니다</translation>
  </message>
  <message>
   <source>the model</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>the model's process</source>
   <translation>모델 프로세스</translation>
  </message>
  <message>
   <source>the pasted picture</source>
   <translation>붙여 넣은 그림</translation>
  </message>
  <message>
   <source>the picture inside the text is damaged</source>
   <translation>글 안의 그림이 손상되었습니다</translation>
  </message>
  <message>
   <source>the relevance of pair {} is no whole number from 0 to {}</source>
   <translation>{}번째 짝의 등급이 0부터 {}까지의 정수가 아닙니다</translation>
  </message>
  <message>
   <source>the screen</source>
   <translation>화면</translation>
  </message>
  <message>
   <source>the server does not answer</source>
   <translation>서버가 응답하지 않습니다</translation>
  </message>
  <message>
   <source>the server does not encrypt</source>
   <translation>서버가 암호화를 하지 않습니다</translation>
  </message>
  <message>
   <source>the system gave an empty picture</source>
   <translation>시스템이 빈 그림을 주었습니다</translation>
  </message>
  <message>
   <source>the text names this picture but does not hold it</source>
   <translation>글에 그림의 이름만 있고 그림은 없습니다</translation>
  </message>
  <message>
   <source>there is a file of that name already</source>
   <translation>같은 이름의 파일이 이미 있습니다</translation>
  </message>
  <message>
   <source>this file is no picture</source>
   <translation>그림 파일이 아닙니다</translation>
  </message>
  <message>
   <source>this torch is a build for processors only ({})</source>
   <translation>이 torch는 CPU 전용입니다 ({})</translation>
  </message>
  <message>
   <source>two truths have one file name; rename one</source>
   <translation>이름이 같은 정답 자료가 둘 있습니다. 하나의 이름을 바꿔 주세요</translation>
  </message>
  <message>
   <source>{subject} cannot be written{why}. Give yourself write permission, or choose another folder.</source>
   <translation>쓸 수 없는 폴더입니다: {subject}{why}. 쓰기 권한을 주거나 다른 폴더를 골라 주세요.</translation>
  </message>
  <message>
   <source>{subject} could not be opened{why}. Save the page as a picture, or without a password.</source>
   <translation>{subject} 파일을 열지 못했습니다{why}. 그 쪽을 그림으로, 또는 암호 없이 저장해 넣으세요.</translation>
  </message>
  <message>
   <source>{subject} could not be read{why}. Choose a folder that holds items.jsonl.</source>
   <translation>읽지 못했습니다: {subject}{why}. items.jsonl이 든 폴더를 골라 주세요.</translation>
  </message>
  <message>
   <source>{subject} follows a shared bank{why}. Change that one; its copies follow by themselves.</source>
   <translation>공유 문항은행을 따라가는 사본입니다: {subject}{why}. 공유 문항은행을 고치면 사본은 저절로 따라갑니다.</translation>
  </message>
  <message>
   <source>{subject} is no copy of this shared bank{why}. Choose an empty folder, or the copy of this bank.</source>
   <translation>이 공유 문항은행의 사본이 아닙니다: {subject}{why}. 빈 폴더나 이 은행의 사본이 든 폴더를 골라 주세요.</translation>
  </message>
  <message>
   <source>{subject} is published and cannot be changed here{why}. Save it as a new item instead.</source>
   <translation>출판된 문항이라 여기에서 고칠 수 없습니다: {subject}{why}. 새 문항으로 저장해 주세요.</translation>
  </message>
  <message>
   <source>{} has no safetensors weights of it</source>
   <translation>{}에 safetensors 가중치가 없습니다</translation>
  </message>
  <message>
   <source>{} has no such model, or HF_TOKEN may not see it</source>
   <translation>{}에 그런 모델이 없거나 HF_TOKEN으로는 볼 수 없습니다</translation>
  </message>
  <message>
   <source>{} is missing</source>
   <translation>{} 파일이 없습니다</translation>
  </message>
  <message>
   <source>{} refuses it ({})</source>
   <translation>{}에서 거절했습니다 ({})</translation>
  </message>
  <message>
   <source>{} refuses it ({}): set HF_TOKEN to a token that may read it</source>
   <translation>{}에서 거절했습니다 ({}). 읽을 수 있는 토큰을 HF_TOKEN에 넣으십시오</translation>
  </message>
  <message>
   <source>{} sends more bytes than it said</source>
   <translation>{}에서 알린 크기보다 많이 보냈습니다</translation>
  </message>
  <message>
   <source>{} was changed or damaged (its checksum differs)</source>
   <translation>{} 파일이 바뀌었거나 망가졌습니다(검사값이 다름)</translation>
  </message>
  <message>
   <source>{} x {} pixels is more than {} pixels in all</source>
   <translation>{} x {} 픽셀로, 모두 {} 픽셀이 넘습니다</translation>
  </message>
  <message>
   <source>{}, {} times in a row</source>
   <translation>{}, 잇달아 {}번</translation>
  </message>
 </context>
</TS>
